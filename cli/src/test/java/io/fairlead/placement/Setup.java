package io.fairlead.placement;

import java.util.List;
import java.util.Locale;

/** A server, how it is configured and where it is. Its name to everybody is {@link #NAME}. */
enum Setup {
    /** In the office, with nothing but its public name. */
    ZERO("192.168.0.", 110, "203.0.113.1", "203.0.113.2", "", "standalone", "--public-host", Setup.NAME),
    /** In the office, on a port of its own. */
    PORT("192.168.0.", 150, "203.0.113.9", "", "", "standalone", "--port", "22116", "--public-host",
            Setup.NAME + ":22116"),
    /** In the office, with two relays and a table of networks. */
    TABLE("192.168.0.", 140, "203.0.113.7", "203.0.113.8", "", "rendezvous", "--relay-servers", Setup.RELAYS,
            "--networks-file", "networks.conf"),
    /** In a data centre, with IPv6. */
    DATACENTRE("", 0, "203.0.113.200", "", "2001:db8:200::200", "standalone", "--public-host", Setup.NAME),
    /** In a container that sees everybody as its bridge. */
    CONTAINER("172.17.0.", 2, "203.0.113.120", "", "", "standalone", "--public-host", Setup.NAME,
            "--masquerade-devices", "8", "--register-pk-per-address", "9"),

    /** As the open server, in the office, without a relay named: what devices say is passed on. */
    PLAIN("192.168.0.", 120, "203.0.113.3", "203.0.113.4", "", "standalone", "--lan", "none"),
    /** The same with two relays named by {@code -r}: everybody is told their public names. */
    NAMED("192.168.0.", 130, "203.0.113.5", "", "", "rendezvous", "--lan", "none", "--relay-servers", Setup.RELAYS),
    /** The same as PLAIN on a port of its own. */
    PORT_PLAIN("192.168.0.", 160, "203.0.113.10", "", "", "standalone", "--lan", "none", "--port", "22116"),
    /** The same as PLAIN in a data centre. */
    DATACENTRE_PLAIN("", 0, "203.0.113.201", "", "2001:db8:201::201", "standalone", "--lan", "none"),
    /** The same as PLAIN in a container; no number of devices makes it think. */
    CONTAINER_PLAIN("172.17.0.", 2, "203.0.113.121", "", "", "standalone", "--lan", "none", "--masquerade-devices",
            "0");

    /** What all servers are called. */
    static final String NAME = "rd.example.com";

    /** The public names of the relays that are processes of their own. */
    static final String RELAYS = "r1.example.com,r2.example.com";

    private final String lan;
    private final int number;
    private final String outside;
    private final String hairpin;
    private final String outsideV6;
    private final List<String> arguments;

    Setup(String lan, int number, String outside, String hairpin, String outsideV6, String... arguments) {
        this.lan = lan;
        this.number = number;
        this.outside = outside;
        this.hairpin = hairpin;
        this.outsideV6 = outsideV6;
        this.arguments = List.of(arguments);
    }

    String host() {
        return "server-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int number() {
        return number;
    }

    boolean isInOffice() {
        return lan.equals("192.168.0.");
    }

    /** Its address in its LAN; without one, its public address. */
    String inside() {
        return lan.isEmpty() ? outside : lan + number;
    }

    String insideV6() {
        return World.OFFICE_V6 + number;
    }

    /** The address that the internet has for its name. */
    String outside() {
        return outside;
    }

    /** Another, which the office's router turns around; empty = none. */
    String hairpin() {
        return hairpin;
    }

    String outsideV6() {
        return outsideV6;
    }

    String vpn() {
        return "10.8.0." + number;
    }

    int port() {
        int option = arguments.indexOf("--port");
        return option < 0 ? 21_116 : Integer.parseInt(arguments.get(option + 1));
    }

    /** Whether it stands for the open server. */
    boolean isOpen() {
        return compareTo(PLAIN) >= 0;
    }

    boolean hasRelayBeside() {
        return arguments.getFirst().equals("standalone");
    }

    List<String> arguments() {
        return arguments;
    }
}
