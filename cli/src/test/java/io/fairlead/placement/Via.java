package io.fairlead.placement;

import io.fairlead.load.place.ClientSettings;
import io.fairlead.load.place.Names;

/** By which ID server a client knows its server, and what the server's name means to it. */
enum Via {
    /** By the address in the LAN; the name leads to a router that does not answer. */
    LOCAL("local address"),
    /** The same, but the router turns the name's address around. */
    LOCAL_BESIDE_HAIRPIN("local address"),
    /** By name, which has the public address. */
    NAME("public name"),
    /** By name, which has a public address that the router turns around. */
    HAIRPIN("public name, by hairpin"),
    /** By name, which has the local address inside. */
    SPLIT_DNS("public name, local address by DNS"),
    /** By name, which has an IPv6 address. */
    NAME_V6("public name, IPv6"),
    /** By the public address. */
    ADDRESS("public address"),
    /** By the server's address in the VPN. */
    VPN("address in the VPN");

    private final String label;

    Via(String label) {
        this.label = label;
    }

    ClientSettings settings(Setup setup, String key) {
        String host = switch (this) {
            case LOCAL, LOCAL_BESIDE_HAIRPIN -> setup.inside();
            case NAME, HAIRPIN, SPLIT_DNS, NAME_V6 -> Setup.NAME;
            case ADDRESS -> setup.outside();
            case VPN -> setup.vpn();
        };
        String name = switch (this) {
            case LOCAL, NAME, ADDRESS, VPN -> setup.outside();
            case LOCAL_BESIDE_HAIRPIN, HAIRPIN -> setup.hairpin();
            case SPLIT_DNS -> setup.inside();
            case NAME_V6 -> setup.outsideV6();
        };
        Names names = Names.NONE
                .with(Setup.NAME, name)
                .with("r1.example.com", "203.0.113.11")
                .with("r2.example.com", "203.0.113.12");
        String server = setup.port() == 21_116 ? host : host + ":" + setup.port();
        return ClientSettings.of(server, key, names);
    }

    @Override
    public String toString() {
        return label;
    }
}
