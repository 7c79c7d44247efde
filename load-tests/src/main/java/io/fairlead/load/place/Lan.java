package io.fairlead.load.place;

import io.fairlead.load.lab.Namespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Hosts at one bridge, which reach each other. Not for use by several threads. */
public final class Lan {
    private static final int V4_PREFIX = 24;
    private static final int V6_PREFIX = 64;

    private final Cables cables;
    private final Namespace bridge;
    private final String device;
    private final String v4;
    private final String v6;
    private final String gateway;

    private Lan(Cables cables, Namespace bridge, String device, String v4, String v6, String gateway) {
        this.cables = cables;
        this.bridge = bridge;
        this.device = device;
        this.v4 = v4;
        this.v6 = v6;
        this.gateway = gateway;
    }

    /** Makes the bridge; {@code gateway} is the end of the router's address, empty where there is none. */
    static Lan make(Cables cables, Namespace bridge, String device, String v4, String v6, String gateway)
            throws IOException {
        Lan lan = new Lan(cables, bridge, device, v4, v6, gateway);
        List<String> commands = new ArrayList<>(List.of("link add " + device + " type bridge"));
        if (!gateway.isEmpty()) {
            commands.addAll(lan.addresses(gateway, device));
        }
        commands.add("link set " + device + " up");
        Cables.ip(bridge, commands);
        return lan;
    }

    private List<String> addresses(String end, String on) {
        List<String> commands = new ArrayList<>();
        if (!v4.isEmpty()) {
            commands.add("address add " + v4 + end + "/" + V4_PREFIX + " dev " + on);
        }
        if (!v6.isEmpty()) {
            commands.add("address add " + v6 + end + "/" + V6_PREFIX + " dev " + on + " nodad");
        }
        return commands;
    }

    /**
     * Adds a host.
     *
     * @param name   of the host
     * @param number the end of its addresses, 2 to 254
     * @return the host
     * @throws IOException when it cannot be made
     */
    public Host host(String name, int number) throws IOException {
        Namespace host = cables.create(name);
        attach(host, "eth0", number);
        return new Host(name, host, v4.isEmpty() ? "" : v4 + number, v6.isEmpty() ? "" : v6 + number);
    }

    /**
     * Puts a host of elsewhere here too, by a second interface.
     *
     * @param host      the host
     * @param end the name of its interface here
     * @param number    the end of its addresses here
     * @throws IOException when it cannot be done
     */
    public void join(Host host, String end, int number) throws IOException {
        String port = cables.lay(bridge, host.namespace(), end);
        Cables.ip(bridge, List.of("link set " + port + " master " + device));
        Cables.ip(host.namespace(), addresses(String.valueOf(number), end));
    }

    void attach(Namespace host, String end, int number) throws IOException {
        String port = cables.lay(bridge, host, end);
        Cables.ip(bridge, List.of("link set " + port + " master " + device));
        List<String> commands = new ArrayList<>(addresses(String.valueOf(number), end));
        if (!gateway.isEmpty() && !v4.isEmpty()) {
            commands.add("route add default via " + v4 + gateway);
        }
        if (!gateway.isEmpty() && !v6.isEmpty()) {
            commands.add("route add default via " + v6 + gateway);
        }
        Cables.ip(host, commands);
    }

    String device() {
        return device;
    }

    String cidr() {
        return v4 + "0/" + V4_PREFIX;
    }
}
