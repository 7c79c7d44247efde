package io.fairlead.load.lab;

import java.util.ArrayList;
import java.util.List;

/** Who has which address of 10.77.0.0/16, which is nobody's outside: no cable leads out of a laboratory. */
final class AddressPlan {
    static final String VIRTUAL = "10.77.0.1";
    static final String FLEET = "10.77.0.250";
    /** RFC 6598: more addresses than there can be devices, none of which is anybody's. */
    static final String FLEET_NETWORK = "100.64.0.0/10";
    static final String REDIS = "10.77.1.250";

    private static final int FIRST_RELAY = 100;
    private static final int FIRST_CLIENT_NETWORK = 2;
    private static final int CLIENTS = 200;

    private AddressPlan() {}

    /** Of the rendezvous node with this number, from 1. */
    static String rendezvous(int number) {
        return "10.77.1." + number;
    }

    /** Of the relay node with this number, from 1. */
    static String relay(int number) {
        return "10.77.1." + (FIRST_RELAY + number);
    }

    /** Of the network of clients with this number, from 0: 200, in order. */
    static List<String> clients(int network) {
        List<String> addresses = new ArrayList<>();
        for (int i = 1; i <= CLIENTS; i++) {
            addresses.add("10.77." + (FIRST_CLIENT_NETWORK + network) + "." + i);
        }
        return addresses;
    }
}
