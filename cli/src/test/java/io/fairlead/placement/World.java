package io.fairlead.placement;

import io.fairlead.load.place.Hairpin;
import io.fairlead.load.place.Host;
import io.fairlead.load.place.Internet;
import io.fairlead.load.place.Lan;
import io.fairlead.load.place.Nat;
import io.fairlead.load.place.Site;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * All places of the matrix: an office with a port-forward for each server in it (one public address that the router
 * does not turn around and one that it does), a data centre, customers, homes, a carrier, IPv6 sites, a container
 * bridge and a VPN. Hosts are found by name.
 */
final class World implements AutoCloseable {
    static final String OFFICE_V6 = "fd00:1::";

    private static final String PORTS = "80, 21115-21119, 22115-22119";

    private final Internet internet;
    private final Map<String, Host> hosts = new HashMap<>();

    private World(Internet internet) {
        this.internet = internet;
    }

    static World build() throws IOException {
        World world = new World(Internet.open());
        try {
            world.office();
            world.datacentre();
            world.customer();
            world.homes();
            world.carrier();
            world.ipv6();
            world.container(Setup.CONTAINER, "docker1");
            world.container(Setup.CONTAINER_PLAIN, "docker2");
            return world;
        } catch (IOException | RuntimeException e) {
            world.close();
            throw e;
        }
    }

    private void add(Lan lan, String name, int number) throws IOException {
        hosts.put(name, lan.host(name, number));
    }

    private void office() throws IOException {
        Site office = internet.site("office", Nat.PORT_PRESERVING, "", "203.0.113.1", "203.0.113.2", "203.0.113.3",
                "203.0.113.4", "203.0.113.5", "203.0.113.7", "203.0.113.8", "203.0.113.9", "203.0.113.10",
                "203.0.113.11", "203.0.113.12");
        Lan lan = office.lan("192.168.0.", OFFICE_V6);
        Lan vpn = internet.island("vpn", "10.8.0.");
        for (Setup setup : Setup.values()) {
            if (setup.isInOffice()) {
                add(lan, setup.host(), setup.number());
                office.forward(setup.outside(), PORTS, host(setup.host()), Hairpin.UNANSWERED);
                if (!setup.hairpin().isEmpty()) {
                    office.forward(setup.hairpin(), PORTS, host(setup.host()), Hairpin.TURNED_AROUND);
                    vpn.join(host(setup.host()), "tun0", setup.number());
                }
            }
        }
        add(lan, "relay1", 111);
        office.forward("203.0.113.11", PORTS, host("relay1"), Hairpin.UNANSWERED);
        add(lan, "relay2", 112);
        office.forward("203.0.113.12", PORTS, host("relay2"), Hairpin.UNANSWERED);
        add(lan, "desk1", 11);
        add(lan, "desk2", 12);
        add(lan, "desk3", 13);
        host("desk3").wall();
        add(vpn, "laptop1", 11);
        add(vpn, "laptop2", 12);
    }

    private void datacentre() throws IOException {
        for (Setup setup : new Setup[]{Setup.DATACENTRE, Setup.DATACENTRE_PLAIN}) {
            hosts.put(setup.host(), internet.host(setup.host(), setup.outside(), setup.outsideV6()));
        }
    }

    private void customer() throws IOException {
        Site customer = internet.site("customer", Nat.PORT_PRESERVING, "", "198.51.100.20");
        Lan vlan1 = customer.lan("192.168.1.", "");
        Lan vlan2 = customer.lan("192.168.2.", "");
        customer.separate();
        add(vlan1, "customer1", 11);
        add(vlan1, "customer2", 12);
        add(vlan1, "customer3", 13);
        host("customer3").wall();
        add(vlan2, "customer4", 14);
        Site campus = internet.site("campus", Nat.PORT_PRESERVING, "", "198.51.100.21");
        add(campus.lan("10.1.1.", ""), "campus1", 11);
        add(campus.lan("10.1.2.", ""), "campus2", 12);
    }

    private void homes() throws IOException {
        add(internet.site("cafe", Nat.PORT_PRESERVING, "", "198.51.100.30").lan("192.168.3.", ""), "cafe1", 11);
        add(internet.site("home", Nat.PORT_PRESERVING, "", "198.51.100.40").lan("192.168.4.", ""), "home1", 11);
        add(internet.site("mobile", Nat.SYMMETRIC, "", "198.51.100.50").lan("192.168.5.", ""), "mobile1", 11);
    }

    private void carrier() throws IOException {
        Site carrier = internet.site("carrier", Nat.PORT_PRESERVING, "", "198.51.100.60");
        carrier.lan("100.64.0.", "");
        add(carrier.behind("flat1", Nat.PORT_PRESERVING, 11).lan("192.168.8.", ""), "tenant1", 11);
        add(carrier.behind("flat2", Nat.PORT_PRESERVING, 12).lan("192.168.9.", ""), "tenant2", 12);
    }

    private void ipv6() throws IOException {
        Lan only = internet.site("six", Nat.PORT_PRESERVING, "2001:db8:61::/64").lan("", "2001:db8:61::");
        add(only, "six1", 11);
        add(only, "six2", 12);
        Lan dual = internet.site("dual", Nat.PORT_PRESERVING, "2001:db8:70::/64", "198.51.100.70")
                .lan("192.168.7.", "2001:db8:70::");
        add(dual, "dual1", 11);
    }

    private void container(Setup setup, String name) throws IOException {
        Site machine = internet.site(name, Nat.PORT_PRESERVING, "", setup.outside());
        add(machine.lan("172.17.0.", ""), setup.host(), setup.number());
        machine.forward(setup.outside(), PORTS, host(setup.host()), Hairpin.TURNED_AROUND);
        machine.hideEverybody(host(setup.host()));
    }

    Host host(String name) {
        Host host = hosts.get(name);
        if (host == null) {
            throw new IllegalArgumentException("host: '" + name + "' (expected: one of " + hosts.keySet() + ")");
        }
        return host;
    }

    @Override
    public void close() {
        internet.close();
    }
}
