package io.fairlead.load.place;

import io.fairlead.load.lab.Namespace;
import io.fairlead.load.lab.Namespaces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is between all sites: one router that knows public addresses, and tells who sends to any other that there is no
 * way. Use addresses of documentation: 198.51.100.0/24, 203.0.113.0/24, 2001:db8::/32. Everything is removed at close,
 * processes included. Not for use by several threads while it is built.
 */
public final class Internet implements AutoCloseable {
    /** The next hop of everybody, as a router's end has no public address of its own. */
    private static final String GATEWAY = "192.0.2.254";

    private static final String GATEWAY_V6 = "fe80::fe";
    private static final String ROUTER_V6 = "fe80::1";

    private final Cables cables;
    private final Namespace router;

    private Internet(Cables cables, Namespace router) {
        this.cables = cables;
        this.router = router;
    }

    /**
     * Begins with nobody.
     *
     * @return to be closed
     * @throws IOException when namespaces cannot be made here
     */
    public static Internet open() throws IOException {
        Cables cables = new Cables(Namespaces.open());
        try {
            return new Internet(cables, cables.router("internet"));
        } catch (IOException | RuntimeException e) {
            cables.close();
            throw e;
        }
    }

    /**
     * Adds a site behind a router.
     *
     * @param name      of the site
     * @param nat       how its router translates IPv4
     * @param prefix    its IPv6 prefix, as {@code 2001:db8:5::/64}; empty = it has no IPv6
     * @param addresses its public IPv4 addresses; what leaves it has the first. None = it has no IPv4
     * @return the site, without a LAN
     * @throws IOException when it cannot be made
     */
    public Site site(String name, Nat nat, String prefix, String... addresses) throws IOException {
        Namespace inner = cables.router(name);
        attach(inner, prefix, List.of(addresses));
        return new Site(cables, name, inner, nat);
    }

    /**
     * Adds a host with public addresses, behind no router.
     *
     * @param name    of the host
     * @param address its IPv4 address
     * @param v6      its IPv6 address; empty = none
     * @return the host
     * @throws IOException when it cannot be made
     */
    public Host host(String name, String address, String v6) throws IOException {
        Namespace inner = cables.create(name);
        attach(inner, v6.isEmpty() ? "" : v6 + "/128", List.of(address));
        if (!v6.isEmpty()) {
            Cables.ip(inner, List.of("address add " + v6 + "/128 dev wan nodad"));
        }
        return new Host(name, inner, address, v6);
    }

    /**
     * Adds a LAN that nothing leads out of, as a VPN is to its hosts.
     *
     * @param name of the LAN
     * @param v4   its addresses but for their end, as {@code 10.8.0.}; a /24
     * @return the LAN
     * @throws IOException when it cannot be made
     */
    public Lan island(String name, String v4) throws IOException {
        Namespace bridge = cables.create(name);
        return Lan.make(cables, bridge, name, v4, "", "");
    }

    private void attach(Namespace inner, String prefix, List<String> addresses) throws IOException {
        String port = cables.lay(router, inner, "wan");
        List<String> here = new ArrayList<>();
        List<String> there = new ArrayList<>();
        here.add("address add " + GATEWAY + "/32 dev " + port);
        for (String address : addresses) {
            here.add("route add " + address + "/32 dev " + port);
            there.add("address add " + address + "/32 dev wan");
        }
        if (!addresses.isEmpty()) {
            there.add("route add default via " + GATEWAY + " dev wan onlink src " + addresses.getFirst());
        }
        if (!prefix.isEmpty()) {
            here.add("address add " + GATEWAY_V6 + "/64 dev " + port + " nodad");
            here.add("route add " + prefix + " via " + ROUTER_V6 + " dev " + port);
            there.add("address add " + ROUTER_V6 + "/64 dev wan nodad");
            there.add("route add default via " + GATEWAY_V6 + " dev wan");
        }
        Cables.ip(router, here);
        Cables.ip(inner, there);
    }

    @Override
    public void close() {
        cables.close();
    }
}
