package io.fairlead.load.place;

import io.fairlead.load.lab.Namespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A router and the LANs behind it. What leaves it over IPv4 has the router's public address; what comes in is an answer
 * or on a forwarded port, or dropped, over IPv6 too. LANs reach each other unless they are separated. Not for use by
 * several threads.
 */
public final class Site {
    private final Cables cables;
    private final String name;
    private final Namespace router;
    private final List<Lan> lans = new ArrayList<>();

    Site(Cables cables, String name, Namespace router, Nat nat) throws IOException {
        this.cables = cables;
        this.name = name;
        this.router = router;
        Cables.nft(router, """
                table inet site {
                    chain prerouting {
                        type nat hook prerouting priority dstnat;
                    }
                    chain postrouting {
                        type nat hook postrouting priority srcnat;
                        oifname "wan" meta nfproto ipv4 %s
                    }
                    chain input {
                        type filter hook input priority filter; policy accept;
                        # Most routers are silent to strangers; a reset would close the hole of who asked.
                        iifname "wan" ct state new drop
                    }
                    chain forward {
                        type filter hook forward priority filter; policy accept;
                        iifname "wan" ct state new ct status & dnat != dnat drop
                    }
                }
                """.formatted(nat.statement()));
    }

    /**
     * Adds a LAN. The router is its host number 1.
     *
     * @param v4 its addresses but for their end, as {@code 192.168.0.}; a /24. Empty = it has no IPv4
     * @param v6 likewise, as {@code fd00:1::}; a /64. Empty = it has no IPv6
     * @return the LAN
     * @throws IOException when it cannot be made
     */
    public Lan lan(String v4, String v6) throws IOException {
        Lan lan = Lan.make(cables, router, "lan" + lans.size(), v4, v6, "1");
        lans.add(lan);
        return lan;
    }

    /**
     * Keeps the LANs that there are from each other, as VLANs and networks for guests are kept.
     *
     * @throws IOException when the rules cannot be changed
     */
    public void separate() throws IOException {
        StringBuilder rules = new StringBuilder();
        for (Lan one : lans) {
            for (Lan other : lans) {
                if (one != other) {
                    rules.append("add rule inet site forward iifname ").append(one.device())
                            .append(" oifname ").append(other.device()).append(" drop\n");
                }
            }
        }
        Cables.nft(router, rules.toString());
    }

    /**
     * Forwards ports of a public address to a host of the first LAN, TCP and UDP.
     *
     * @param address one of the site's public addresses
     * @param ports   as {@code 80, 21115-21119}
     * @param to      the host
     * @param hairpin what becomes of packets from inside
     * @throws IOException when the rules cannot be changed
     */
    public void forward(String address, String ports, Host to, Hairpin hairpin) throws IOException {
        String inside = to.v4();
        String from = hairpin == Hairpin.TURNED_AROUND ? "" : "iifname wan ";
        StringBuilder rules = new StringBuilder();
        for (String protocol : List.of("tcp", "udp")) {
            rules.append("add rule inet site prerouting ").append(from).append("ip daddr ").append(address)
                    .append(' ').append(protocol).append(" dport { ").append(ports).append(" } dnat ip to ")
                    .append(inside).append('\n');
        }
        switch (hairpin) {
            case TURNED_AROUND ->
                rules.append("add rule inet site postrouting ip saddr ").append(lans.getFirst().cidr())
                        .append(" ip daddr ").append(inside).append(" ct status & dnat == dnat masquerade\n");
            case UNANSWERED -> rules.append("add rule inet site input iifname != wan ip daddr ").append(address)
                    .append(" drop\n");
        }
        Cables.nft(router, rules.toString());
    }

    /**
     * Hides everybody who speaks to a host behind the router's own address in the LAN, as container bridges do.
     *
     * @param from the host
     * @throws IOException when the rules cannot be changed
     */
    public void hideEverybody(Host from) throws IOException {
        Cables.nft(router, "add rule inet site postrouting ip daddr " + from.v4() + " masquerade\n");
    }

    /**
     * Adds a site behind this one, in its first LAN: a customer of a carrier that shares addresses.
     *
     * @param inner  its name
     * @param nat    how its router translates IPv4
     * @param number of its router in the LAN
     * @return the site
     * @throws IOException when it cannot be made
     */
    public Site behind(String inner, Nat nat, int number) throws IOException {
        Namespace nested = cables.router(inner);
        lans.getFirst().attach(nested, "wan", number);
        return new Site(cables, inner, nested, nat);
    }

    /** Names it. */
    @Override
    public String toString() {
        return name;
    }
}
