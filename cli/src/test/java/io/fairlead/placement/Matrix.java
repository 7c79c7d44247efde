package io.fairlead.placement;

import static io.fairlead.load.place.Introduction.LOCAL_ADDRESS;
import static io.fairlead.load.place.Introduction.PUNCH;
import static io.fairlead.load.place.Introduction.RELAY_AT_ONCE;
import static io.fairlead.load.place.Route.DIRECT_LOCAL;
import static io.fairlead.load.place.Route.DIRECT_PUNCH;
import static io.fairlead.load.place.Route.DIRECT_V6;
import static io.fairlead.load.place.Route.FAILED;
import static io.fairlead.load.place.Route.RELAY;
import static io.fairlead.placement.Client.at;
import static io.fairlead.placement.Setup.CONTAINER;
import static io.fairlead.placement.Setup.CONTAINER_PLAIN;
import static io.fairlead.placement.Setup.DATACENTRE;
import static io.fairlead.placement.Setup.DATACENTRE_PLAIN;
import static io.fairlead.placement.Setup.NAMED;
import static io.fairlead.placement.Setup.PLAIN;
import static io.fairlead.placement.Setup.PORT;
import static io.fairlead.placement.Setup.PORT_PLAIN;
import static io.fairlead.placement.Setup.TABLE;
import static io.fairlead.placement.Setup.ZERO;
import static io.fairlead.placement.Via.ADDRESS;
import static io.fairlead.placement.Via.HAIRPIN;
import static io.fairlead.placement.Via.LOCAL;
import static io.fairlead.placement.Via.LOCAL_BESIDE_HAIRPIN;
import static io.fairlead.placement.Via.NAME;
import static io.fairlead.placement.Via.NAME_V6;
import static io.fairlead.placement.Via.SPLIT_DNS;
import static io.fairlead.placement.Via.VPN;

import java.util.List;
import java.util.stream.Stream;

/** The rows: field notes 1.7, and what an operator meets beside these. */
final class Matrix {
    /** By its public name and port, as everybody outside is told. */
    private static final String PUBLIC = "rd.example.com:21117";

    /** The same relay's addresses inside and outside, for each of two. */
    private static final String[] IN_OUT = {"192.168.0.111 r1.example.com", "relay.corp r2.example.com"};
    private static final String[] OUT_IN = {"r1.example.com 192.168.0.111", "r2.example.com relay.corp"};
    private static final String[] IN_IN = {"192.168.0.111 192.168.0.111", "relay.corp relay.corp"};
    private static final String[] OUT_OUT = {"r1.example.com r1.example.com", "r2.example.com r2.example.com"};

    private Matrix() {}

    static List<Row> rows() {
        return Stream.of(office(), hairpin(), across(), outside(), customers(), ipv6(), hidden(), vpn(), webSocket(),
                ownRelays(), aliases()).flatMap(List::stream).toList();
    }

    private static List<Row> office() {
        return List.of(
                Row.of("office", "office", at("desk1", LOCAL), at("desk2", LOCAL))
                        .with(ZERO, LOCAL_ADDRESS, DIRECT_LOCAL, "{lan} {lan}")
                        .with(TABLE, LOCAL_ADDRESS, DIRECT_LOCAL, IN_IN)
                        .without(PLAIN, DIRECT_PUNCH, "- {lan}:21117")
                        .without(NAMED, DIRECT_PUNCH, OUT_OUT),
                Row.of("office", "office, its firewall lets nobody in", at("desk1", LOCAL), at("desk3", LOCAL))
                        .with(ZERO, LOCAL_ADDRESS, RELAY, "{lan} {lan}")
                        .with(TABLE, LOCAL_ADDRESS, RELAY, IN_IN)
                        .without(PLAIN, RELAY, "{lan}:21117 {lan}:21117")
                        .without(NAMED, FAILED, OUT_OUT),
                Row.of("office, forced relay", "office", at("desk1", LOCAL).forcing(), at("desk2", LOCAL))
                        .with(ZERO, RELAY_AT_ONCE, RELAY, "{lan} {lan}")
                        .with(TABLE, RELAY_AT_ONCE, RELAY, IN_IN)
                        .without(PLAIN, RELAY, "- {lan}:21117")
                        .without(NAMED, FAILED, OUT_OUT));
    }

    private static List<Row> hairpin() {
        return List.of(
                Row.of("office", "office", at("desk1", HAIRPIN), at("desk2", HAIRPIN))
                        .with(ZERO, LOCAL_ADDRESS, DIRECT_LOCAL, PUBLIC + " " + PUBLIC)
                        .with(TABLE, LOCAL_ADDRESS, DIRECT_LOCAL, IN_IN)
                        .without(PLAIN, DIRECT_LOCAL, "- " + PUBLIC),
                Row.of("office, forced relay", "office", at("desk1", HAIRPIN).forcing(), at("desk2", HAIRPIN))
                        .with(ZERO, RELAY_AT_ONCE, RELAY, PUBLIC + " " + PUBLIC)
                        .with(TABLE, RELAY_AT_ONCE, RELAY, IN_IN)
                        // To the open server one address is one intranet, whatever the user wants.
                        .without(PLAIN, RELAY, DIRECT_LOCAL, "- " + PUBLIC),
                Row.of("office", "office", at("desk1", LOCAL_BESIDE_HAIRPIN), at("desk2", HAIRPIN))
                        .with(ZERO, RELAY_AT_ONCE, RELAY, PUBLIC + " {lan}")
                        .without(PLAIN, RELAY, PUBLIC + " " + PUBLIC),
                Row.of("outside", "office", at("cafe1", NAME), at("desk2", HAIRPIN))
                        .with(ZERO, RELAY_AT_ONCE, RELAY, PUBLIC + " " + PUBLIC)
                        .with(TABLE, RELAY_AT_ONCE, RELAY, IN_OUT)
                        .without(PLAIN, RELAY, "* " + PUBLIC));
    }

    private static List<Row> across() {
        return List.of(
                Row.of("outside", "office", at("cafe1", NAME), at("desk2", LOCAL))
                        .with(ZERO, RELAY_AT_ONCE, RELAY, "{lan} " + PUBLIC)
                        .with(TABLE, RELAY_AT_ONCE, RELAY, IN_OUT)
                        .without(PLAIN, FAILED, "* {lan}:21117")
                        .without(NAMED, FAILED, OUT_OUT),
                Row.of("office", "outside", at("desk1", LOCAL), at("home1", NAME))
                        .with(ZERO, RELAY_AT_ONCE, RELAY, PUBLIC + " {lan}")
                        .with(TABLE, RELAY_AT_ONCE, RELAY, OUT_IN)
                        .without(PLAIN, FAILED, "* " + PUBLIC)
                        .without(NAMED, FAILED, OUT_OUT),
                Row.of("outside", "office", at("cafe1", NAME), at("desk2", SPLIT_DNS))
                        .with(ZERO, RELAY_AT_ONCE, RELAY, "{lan} " + PUBLIC)
                        .without(PLAIN, RELAY, "* " + PUBLIC)
                        .without(NAMED, FAILED, OUT_OUT),
                Row.of("office, by DNS", "outside", at("desk1", SPLIT_DNS), at("home1", NAME))
                        .with(ZERO, RELAY_AT_ONCE, RELAY, PUBLIC + " {lan}")
                        .without(PLAIN, RELAY, "* " + PUBLIC)
                        .without(NAMED, FAILED, OUT_OUT),
                Row.of("outside, server at port 22116", "office", at("cafe1", NAME), at("desk2", LOCAL))
                        .with(PORT, RELAY_AT_ONCE, RELAY, "{lan}:22117 rd.example.com:22117")
                        .without(PORT_PLAIN, FAILED, "* {lan}:22117"),
                Row.of("office, server at port 22116", "outside", at("desk1", LOCAL), at("home1", NAME))
                        .with(PORT, RELAY_AT_ONCE, RELAY, "rd.example.com:22117 {lan}:22117")
                        .without(PORT_PLAIN, FAILED, "* rd.example.com:22117"));
    }

    private static List<Row> outside() {
        return List.of(
                Row.of("outside", "outside, elsewhere", at("cafe1", NAME), at("home1", NAME))
                        .with(ZERO, PUNCH, DIRECT_PUNCH, PUBLIC + " " + PUBLIC)
                        .with(TABLE, PUNCH, DIRECT_PUNCH, OUT_OUT)
                        .without(PLAIN, DIRECT_PUNCH, "- " + PUBLIC)
                        .without(NAMED, DIRECT_PUNCH, OUT_OUT),
                Row.of("outside, forced relay", "outside, elsewhere", at("cafe1", NAME).forcing(), at("home1", NAME))
                        .with(ZERO, RELAY_AT_ONCE, RELAY, PUBLIC + " " + PUBLIC)
                        .with(TABLE, RELAY_AT_ONCE, RELAY, OUT_OUT)
                        .without(PLAIN, RELAY, "- " + PUBLIC)
                        .without(NAMED, RELAY, OUT_OUT),
                Row.of("outside, symmetric NAT", "outside", at("mobile1", NAME), at("home1", NAME))
                        .with(ZERO, RELAY_AT_ONCE, RELAY, PUBLIC + " " + PUBLIC)
                        .without(PLAIN, RELAY, "- " + PUBLIC)
                        .without(NAMED, RELAY, OUT_OUT),
                Row.of("outside", "outside, symmetric NAT", at("cafe1", NAME), at("mobile1", NAME))
                        .with(ZERO, RELAY_AT_ONCE, RELAY, PUBLIC + " " + PUBLIC)
                        .without(PLAIN, RELAY, "- " + PUBLIC)
                        .without(NAMED, RELAY, OUT_OUT));
    }

    private static List<Row> customers() {
        return List.of(
                Row.of("customer", "same LAN", at("customer1", NAME), at("customer2", NAME))
                        .with(DATACENTRE, LOCAL_ADDRESS, DIRECT_LOCAL, PUBLIC + " " + PUBLIC)
                        .without(DATACENTRE_PLAIN, DIRECT_LOCAL, "- " + PUBLIC)
                        .without(NAMED, DIRECT_LOCAL, OUT_OUT),
                Row.of("customer", "same LAN, its firewall lets nobody in", at("customer1", NAME),
                        at("customer3", NAME))
                        .with(DATACENTRE, LOCAL_ADDRESS, RELAY, PUBLIC + " " + PUBLIC)
                        .without(DATACENTRE_PLAIN, RELAY, PUBLIC + " " + PUBLIC)
                        .without(NAMED, RELAY, OUT_OUT),
                Row.of("customer, VLAN 1", "VLAN 2, same public address", at("customer1", NAME),
                        at("customer4", NAME))
                        .with(DATACENTRE, LOCAL_ADDRESS, RELAY, PUBLIC + " " + PUBLIC)
                        .with(TABLE, RELAY_AT_ONCE, RELAY, OUT_OUT)
                        .without(DATACENTRE_PLAIN, RELAY, PUBLIC + " " + PUBLIC)
                        .without(NAMED, RELAY, OUT_OUT),
                Row.of("campus, LAN 1", "LAN 2, same public address, routed", at("campus1", NAME), at("campus2", NAME))
                        .with(DATACENTRE, LOCAL_ADDRESS, DIRECT_LOCAL, PUBLIC + " " + PUBLIC)
                        .without(DATACENTRE_PLAIN, DIRECT_LOCAL, "- " + PUBLIC)
                        .without(NAMED, DIRECT_LOCAL, OUT_OUT),
                // Both are told of the relay after the hole was tried in vain, by different addresses.
                Row.of("campus, knows relays by address", "customer, its firewall lets nobody in",
                        at("campus1", NAME), at("customer3", NAME))
                        .with(TABLE, PUNCH, RELAY, "r1.example.com 203.0.113.11", "r2.example.com 203.0.113.12")
                        .without(NAMED, RELAY, OUT_OUT),
                Row.of("flat 1", "flat 2, same carrier's address", at("tenant1", NAME), at("tenant2", NAME))
                        .with(DATACENTRE, LOCAL_ADDRESS, RELAY, PUBLIC + " " + PUBLIC)
                        .with(TABLE, RELAY_AT_ONCE, RELAY, OUT_OUT)
                        .without(DATACENTRE_PLAIN, RELAY, PUBLIC + " " + PUBLIC)
                        .without(NAMED, RELAY, OUT_OUT),
                Row.of("outside", "flat behind a carrier's address", at("cafe1", NAME), at("tenant2", NAME))
                        .with(DATACENTRE, PUNCH, DIRECT_PUNCH, PUBLIC + " " + PUBLIC)
                        .without(DATACENTRE_PLAIN, DIRECT_PUNCH, "- " + PUBLIC)
                        .without(NAMED, DIRECT_PUNCH, OUT_OUT));
    }

    private static List<Row> ipv6() {
        return List.of(
                Row.of("IPv6", "same /64", at("six1", NAME_V6), at("six2", NAME_V6))
                        .with(DATACENTRE, PUNCH, DIRECT_V6, PUBLIC + " " + PUBLIC)
                        .without(DATACENTRE_PLAIN, DIRECT_V6, "- " + PUBLIC),
                Row.of("IPv6", "IPv6, elsewhere", at("dual1", NAME_V6), at("six2", NAME_V6))
                        .with(DATACENTRE, PUNCH, DIRECT_V6, PUBLIC + " " + PUBLIC)
                        .without(DATACENTRE_PLAIN, DIRECT_V6, "- " + PUBLIC),
                Row.of("IPv4", "IPv6 only", at("cafe1", NAME), at("six2", NAME_V6))
                        .with(DATACENTRE, RELAY_AT_ONCE, RELAY, PUBLIC + " " + PUBLIC)
                        .without(DATACENTRE_PLAIN, RELAY, "* " + PUBLIC),
                Row.of("IPv6 only", "IPv4", at("six1", NAME_V6), at("home1", NAME))
                        .with(DATACENTRE, RELAY_AT_ONCE, RELAY, PUBLIC + " " + PUBLIC)
                        .without(DATACENTRE_PLAIN, RELAY, "* " + PUBLIC),
                Row.of("IPv6, dual stack", "IPv4", at("dual1", NAME_V6), at("home1", NAME))
                        .with(DATACENTRE, RELAY_AT_ONCE, RELAY, PUBLIC + " " + PUBLIC)
                        .without(DATACENTRE_PLAIN, RELAY, "* " + PUBLIC));
    }

    private static List<Row> hidden() {
        return List.of(
                Row.of("anybody", "anybody, all seen as 172.17.0.1", at("cafe1", NAME), at("home1", NAME))
                        .with(CONTAINER, RELAY_AT_ONCE, RELAY, PUBLIC + " " + PUBLIC)
                        .without(CONTAINER_PLAIN, RELAY, PUBLIC + " " + PUBLIC));
    }

    private static List<Row> vpn() {
        return List.of(
                Row.of("VPN", "office", at("laptop1", VPN), at("desk2", LOCAL))
                        .with(ZERO, RELAY_AT_ONCE, RELAY, "{lan} {vpn}")
                        .without(PLAIN, FAILED, "* {lan}:21117"),
                Row.of("office", "VPN", at("desk1", LOCAL), at("laptop1", VPN))
                        .with(ZERO, RELAY_AT_ONCE, RELAY, "{vpn} {lan}")
                        .without(PLAIN, FAILED, "* {vpn}:21117"),
                Row.of("outside", "VPN", at("cafe1", NAME), at("laptop1", VPN))
                        .with(ZERO, RELAY_AT_ONCE, RELAY, "{vpn} " + PUBLIC)
                        .without(PLAIN, FAILED, "* {vpn}:21117"),
                Row.of("VPN", "VPN", at("laptop2", VPN), at("laptop1", VPN))
                        .with(ZERO, LOCAL_ADDRESS, DIRECT_LOCAL, "{vpn} {vpn}")
                        .without(PLAIN, DIRECT_PUNCH, "- {vpn}:21117"));
    }

    private static List<Row> webSocket() {
        return List.of(
                Row.of("outside, WebSocket", "office", at("cafe1", NAME).overWebSocket(), at("desk2", LOCAL))
                        .with(ZERO, RELAY_AT_ONCE, RELAY, "{lan} " + PUBLIC)
                        .with(TABLE, RELAY_AT_ONCE, RELAY, IN_OUT)
                        .without(PLAIN, FAILED, "* {lan}:21117")
                        .without(NAMED, FAILED, OUT_OUT),
                Row.of("outside, WebSocket by address", "office", at("cafe1", ADDRESS).overWebSocket(),
                        at("desk2", LOCAL))
                        .with(ZERO, RELAY_AT_ONCE, RELAY, "{lan} " + PUBLIC)
                        .without(PLAIN, FAILED, "* {lan}:21117"),
                Row.of("office, WebSocket", "outside", at("desk1", SPLIT_DNS).overWebSocket(), at("home1", NAME))
                        .with(ZERO, RELAY_AT_ONCE, RELAY, PUBLIC + " {lan}")
                        .with(TABLE, RELAY_AT_ONCE, RELAY, "r1.example.com r1.office.example",
                                "r2.example.com r2.office.example")
                        .without(PLAIN, RELAY, "* " + PUBLIC)
                        .without(NAMED, FAILED, OUT_OUT),
                Row.of("office, WebSocket", "office", at("desk1", SPLIT_DNS).overWebSocket(), at("desk2", LOCAL))
                        .with(TABLE, RELAY_AT_ONCE, RELAY, "192.168.0.111 r1.office.example",
                                "relay.corp r2.office.example")
                        .without(PLAIN, RELAY, "* {lan}:21117")
                        .without(NAMED, FAILED, OUT_OUT));
    }

    private static List<Row> ownRelays() {
        return List.of(
                Row.of("outside", "office, its relay is relay.corp", at("cafe1", NAME),
                        at("desk2", LOCAL).relay("relay.corp"))
                        .with(TABLE, RELAY_AT_ONCE, RELAY, "* r2.example.com")
                        .without(PLAIN, FAILED, "* relay.corp"),
                Row.of("office, forced relay", "office, its relay is relay.corp", at("desk1", LOCAL).forcing(),
                        at("desk2", LOCAL).relay("relay.corp"))
                        .with(TABLE, RELAY_AT_ONCE, RELAY, "* relay.corp")
                        .without(PLAIN, RELAY, "- relay.corp"),
                Row.of("outside, forced relay", "outside, its relay is another's", at("cafe1", NAME).forcing(),
                        at("home1", NAME).relay("r1.example.com"))
                        .with(ZERO, RELAY_AT_ONCE, RELAY, PUBLIC + " r1.example.com")
                        .without(PLAIN, RELAY, "- r1.example.com"),
                Row.of("customer", "its firewall lets nobody in, its relay is another's", at("customer1", NAME),
                        at("customer3", NAME).relay("r1.example.com"))
                        .with(DATACENTRE, LOCAL_ADDRESS, RELAY, "r1.example.com r1.example.com")
                        .without(DATACENTRE_PLAIN, RELAY, "r1.example.com r1.example.com"));
    }

    /** The device names its server's relay in other words than anybody was told. */
    private static List<Row> aliases() {
        return List.of(
                toOffice("{lan}"), toOffice("{lan}:21117"), toOffice("[{lan6}]:21117"), toOffice("[{LAN6}]"),
                fromOffice("RD.EXAMPLE.COM"), fromOffice("rd.example.com."), fromOffice(PUBLIC),
                Row.of("outside, server at port 22116", "office, its relay is {lan}:22117", at("cafe1", NAME),
                        at("desk2", LOCAL).relay("{lan}:22117"))
                        .with(PORT, RELAY_AT_ONCE, RELAY, "* rd.example.com:22117")
                        .without(PORT_PLAIN, FAILED, "* {lan}:22117"),
                Row.of("office, server at port 22116", "outside, its relay is RD.example.com.:22117",
                        at("desk1", LOCAL),
                        at("home1", NAME).relay("RD.example.com.:22117"))
                        .with(PORT, RELAY_AT_ONCE, RELAY, "* {lan}:22117")
                        .without(PORT_PLAIN, FAILED, "* RD.example.com.:22117"));
    }

    private static Row toOffice(String alias) {
        return Row.of("outside", "office, its relay is " + alias, at("cafe1", NAME), at("desk2", LOCAL).relay(alias))
                .with(ZERO, RELAY_AT_ONCE, RELAY, "* " + PUBLIC)
                .without(PLAIN, FAILED, "* " + alias);
    }

    private static Row fromOffice(String alias) {
        return Row.of("office", "outside, its relay is " + alias, at("desk1", LOCAL), at("home1", NAME).relay(alias))
                .with(ZERO, RELAY_AT_ONCE, RELAY, "* {lan}")
                .without(PLAIN, FAILED, "* " + alias);
    }
}
