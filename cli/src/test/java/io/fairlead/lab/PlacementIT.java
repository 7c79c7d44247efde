package io.fairlead.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.load.client.SimulatedController.Session;
import io.fairlead.load.client.SimulatedController.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server in an office, behind a router that forwards its ports: who meets whom, by which way. Real routers, NATs and
 * bytes; issue 6.
 */
class PlacementIT {
    private static final String PUBLIC = "203.0.113.1";
    private static final String LOCAL = "192.168.0.110";

    @TempDir
    private Path directory;

    @BeforeAll
    static void needsNamespaces() {
        LaboratoryAssumption.check();
    }

    private static void office(Places places, boolean hairpin) throws IOException {
        Places.Site office = places.site("office", PUBLIC, "192.168.0.");
        office.host("server", 110);
        office.host("desk1", 11);
        office.host("desk2", 12);
        office.forwardPorts(110, hairpin);
        Places.Site home = places.site("home", "198.51.100.1", "192.168.1.");
        home.host("home1", 11);
        home.host("home2", 12);
        places.site("cafe", "198.51.100.2", "192.168.2.").host("cafe1", 11);
    }

    private static void assertWay(Session session, Way way) {
        assertThat(session.way()).isEqualTo(way);
        assertThat(session.verified()).isTrue();
        assertThat(session.bytes()).isEqualTo(300_000);
    }

    @Test
    void everybodyMeetsThroughARouterThatDoesNotTurnPacketsAround() throws Exception {
        try (Places places = new Places(directory)) {
            office(places, false);
            String key = places.server("fairlead", "server", "--public-host", PUBLIC);
            String desk = places.device("device-desk", "desk2", "192.168.0.12", LOCAL, key);
            String home = places.device("device-home", "home2", "192.168.1.12", PUBLIC, key);

            assertWay(places.connect("desk1", "192.168.0.11", LOCAL, key, desk, false), Way.SAME_INTRANET);
            assertWay(places.connect("desk1", "192.168.0.11", LOCAL, key, desk, true), Way.RELAY);
            assertWay(places.connect("cafe1", "192.168.2.11", PUBLIC, key, desk, false), Way.RELAY);
            assertWay(places.connect("desk1", "192.168.0.11", LOCAL, key, home, false), Way.RELAY);
            assertWay(places.connect("cafe1", "192.168.2.11", PUBLIC, key, home, false), Way.DIRECT);
            assertWay(places.connect("cafe1", "192.168.2.11", PUBLIC, key, home, true), Way.RELAY);
            assertWay(places.connect("home1", "192.168.1.11", PUBLIC, key, home, false), Way.SAME_INTRANET);

            assertThat(places.log("fairlead"))
                    .contains("network eth0", "without the gateway 192.168.0.1", "relay " + PUBLIC + ":21117")
                    .contains("same_site=\"inside_and_outside\" relay=\"beside\" relay_for_from=\"" + PUBLIC
                            + ":21117\" relay_for_to=\"" + LOCAL + "\"")
                    .contains("relay_for_from=\"" + LOCAL + "\" relay_for_to=\"" + PUBLIC + ":21117\"");
        }
    }

    @Test
    void whoComesByTheHairpinIsServedToo() throws Exception {
        try (Places places = new Places(directory)) {
            office(places, true);
            String key = places.server("fairlead", "server", "--public-host", PUBLIC);
            String desk = places.device("device-desk", "desk2", "192.168.0.12", PUBLIC, key);

            assertWay(places.connect("desk1", "192.168.0.11", PUBLIC, key, desk, false), Way.SAME_INTRANET);
            assertWay(places.connect("desk1", "192.168.0.11", PUBLIC, key, desk, true), Way.RELAY);
            assertWay(places.connect("desk1", "192.168.0.11", LOCAL, key, desk, false), Way.RELAY);
            assertWay(places.connect("cafe1", "192.168.2.11", PUBLIC, key, desk, false), Way.RELAY);
        }
    }

    /** What the open server does: the device's word about the relay goes to the requester as it is. */
    @Test
    void withoutRenderingInsideAndOutsideDoNotMeet() throws Exception {
        try (Places places = new Places(directory)) {
            office(places, false);
            String key = places.server("unrendered", "server", "--lan", "none");
            String desk = places.device("device-desk", "desk2", "192.168.0.12", LOCAL, key);
            String home = places.device("device-home", "home2", "192.168.1.12", PUBLIC, key);

            assertWay(places.connect("desk1", "192.168.0.11", LOCAL, key, desk, true), Way.RELAY);
            assertThatThrownBy(() -> places.connect("cafe1", "192.168.2.11", PUBLIC, key, desk, false))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> places.connect("desk1", "192.168.0.11", LOCAL, key, home, false))
                    .isInstanceOf(IOException.class);
            assertWay(places.connect("cafe1", "192.168.2.11", PUBLIC, key, home, true), Way.RELAY);
        }
    }

    @Test
    void behindABridgeThatHidesEverybodyNobodyIsTakenForNear() throws Exception {
        try (Places places = new Places(directory)) {
            Places.Site machine = places.site("docker", PUBLIC, "172.17.0.");
            machine.host("container", 2);
            machine.forwardPorts(2, true);
            machine.masquerade(2);
            places.site("home", "198.51.100.1", "192.168.1.").host("home1", 11);
            Places.Site cafe = places.site("cafe", "198.51.100.2", "192.168.2.");
            cafe.host("cafe1", 11);
            String key = places.server("fairlead", "container", "--public-host", PUBLIC, "--masquerade-devices", "2",
                    "--register-pk-per-address", "2");
            String home = places.device("device-home", "home1", "192.168.1.11", PUBLIC, key);
            assertWay(places.connect("cafe1", "192.168.2.11", PUBLIC, key, home, false), Way.RELAY);
            assertThat(places.log("fairlead")).contains("plan=\"same_intranet\"")
                    .doesNotContain("masquerade suspected");

            places.device("device-cafe", "cafe1", "192.168.2.11", PUBLIC, key);
            // One more than the limit of an address, which does not hold for a gateway.
            places.device("device-cafe-2", "cafe1", "192.168.2.11", PUBLIC, key);
            assertWay(places.connect("cafe1", "192.168.2.11", PUBLIC, key, home, false), Way.RELAY);
            assertThat(places.log("fairlead"))
                    .containsOnlyOnce("masquerade suspected")
                    .contains("plan=\"relay\" reason=\"masqueraded\"", "relay_for_from=\"" + PUBLIC + ":21117\"");
        }
    }

    @Test
    void aSiteWhoseNetworksDoNotReachEachOtherIsRelayedAtOnceIfTheOperatorSaysSo() throws Exception {
        try (Places places = new Places(directory)) {
            Places.Site datacentre = places.site("datacentre", PUBLIC, "10.0.0.");
            datacentre.host("server", 2);
            datacentre.forwardPorts(2, false);
            Places.Site home = places.site("customer", "198.51.100.1", "192.168.1.");
            home.host("vlan1", 11);
            home.host("vlan2", 12);
            home.separate(11, 12);
            Path networks = places.write("fairlead", "networks.conf", "");
            String key = places.server("fairlead", "server", "--public-host", PUBLIC, "--networks-file",
                    networks.toString());
            String device = places.device("device", "vlan2", "192.168.1.12", PUBLIC, key);
            assertWay(places.connect("vlan1", "192.168.1.11", PUBLIC, key, device, false), Way.RELAY);
            assertThat(places.log("fairlead")).contains("plan=\"same_intranet\"", "plan=\"request_relay\"");

            places.write("fairlead", "networks.conf", "customer { cidrs = \"198.51.100.1\", same-site = relay }\n");
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(
                    () -> assertThat(places.log("fairlead")).contains("networks read again"));
            assertWay(places.connect("vlan1", "192.168.1.11", PUBLIC, key, device, false), Way.RELAY);
            assertThat(places.log("fairlead")).contains("plan=\"relay\" reason=\"site\"");
        }
    }

    @Test
    void twoHomesBehindOneCarriersAddressFallBackToTheRelay() throws Exception {
        try (Places places = new Places(directory)) {
            office(places, false);
            Places.Site carrier = places.site("carrier", "198.51.100.9", "100.64.0.");
            carrier.behind("flat1", 11, "192.168.8.").host("tenant1", 11);
            carrier.behind("flat2", 12, "192.168.9.").host("tenant2", 11);
            String key = places.server("fairlead", "server", "--public-host", PUBLIC);
            String device = places.device("device", "tenant2", "192.168.9.11", PUBLIC, key);
            assertWay(places.connect("tenant1", "192.168.8.11", PUBLIC, key, device, false), Way.RELAY);
            assertWay(places.connect("cafe1", "192.168.2.11", PUBLIC, key, device, false), Way.DIRECT);
            assertThat(places.log("fairlead")).contains("same_site=\"same_address\"", "plan=\"request_relay\"");
        }
    }

    @Test
    void clientsOfATunnelReachTheRelayByItsAddressThere() throws Exception {
        try (Places places = new Places(directory)) {
            office(places, false);
            places.tunnel("server", "10.8.0.1/24", "laptop", "10.8.0.7/24");
            String key = places.server("fairlead", "server", "--public-host", PUBLIC);
            String laptop = places.device("device-laptop", "laptop", "10.8.0.7", "10.8.0.1", key);
            String desk = places.device("device-desk", "desk2", "192.168.0.12", LOCAL, key);
            assertWay(places.connect("desk1", "192.168.0.11", LOCAL, key, laptop, false), Way.RELAY);
            assertWay(places.connect("laptop", "10.8.0.7", "10.8.0.1", key, desk, false), Way.RELAY);
            assertWay(places.connect("cafe1", "192.168.2.11", PUBLIC, key, laptop, false), Way.RELAY);
            assertThat(places.log("fairlead"))
                    .contains("relay_for_from=\"10.8.0.1\" relay_for_to=\"" + LOCAL + "\"")
                    .contains("relay_for_from=\"" + PUBLIC + ":21117\" relay_for_to=\"10.8.0.1\"");
        }
    }

    @Test
    void bothSidesAreSentToTheSameOfTwoRelays() throws Exception {
        try (Places places = new Places(directory)) {
            Places.Site office = places.site("office", PUBLIC, "192.168.0.");
            office.host("server", 110);
            office.host("relay1", 111);
            office.host("relay2", 112);
            office.host("desk1", 11);
            office.forwardPorts(110, true);
            office.forwardPort(21_117, 111, 21_117);
            office.forwardPort(31_117, 112, 31_117);
            places.site("cafe", "198.51.100.2", "192.168.2.").host("cafe1", 11);
            places.node("relay1", "relay1", "relay");
            places.node("relay2", "relay2", "relay", "--port", "31117");
            Path networks = places.write("fairlead", "networks.conf", """
                    office {
                      cidrs = "192.168.0.0/24"
                      relays { "%1$s" = "192.168.0.111", "%1$s:31117" = "192.168.0.112:31117" }
                    }
                    """.formatted(PUBLIC));
            Path log = places.node("fairlead", "server", "rendezvous", "--relay-servers",
                    PUBLIC + "," + PUBLIC + ":31117",
                    "--networks-file", networks.toString());
            String key = Files.readString(log.resolveSibling("id_ed25519.pub")).strip();
            String desk = places.device("device-desk", "desk1", "192.168.0.11", LOCAL, key);
            for (int i = 0; i < 6; i++) {
                assertWay(places.connect("cafe1", "192.168.2.11", PUBLIC, key, desk, false), Way.RELAY);
            }
            assertThat(places.log("fairlead"))
                    .contains("relay_for_from=\"" + PUBLIC + "\" relay_for_to=\"192.168.0.111\"")
                    .contains("relay_for_from=\"" + PUBLIC + ":31117\" relay_for_to=\"192.168.0.112:31117\"")
                    .doesNotContain("relay_for_from=\"" + PUBLIC + "\" relay_for_to=\"192.168.0.112:31117\"");
        }
    }

    /** By hand, with the properties placement.hbbs and placement.hbbr: the same places with the open servers. */
    @Test
    void withTheOpenServersInsideAndOutsideDoNotMeet() throws Exception {
        String hbbs = System.getProperty("placement.hbbs", "");
        Assumptions.assumeFalse(hbbs.isEmpty(), "placement.hbbs is not set");
        try (Places places = new Places(directory)) {
            office(places, false);
            String key = places.openServer(
                    "open", "server", Path.of(hbbs), Path.of(System.getProperty("placement.hbbr")));
            String desk = places.device("device-desk", "desk2", "192.168.0.12", LOCAL, key);
            String home = places.device("device-home", "home2", "192.168.1.12", PUBLIC, key);

            assertWay(places.connect("desk1", "192.168.0.11", LOCAL, key, desk, false), Way.DIRECT);
            assertWay(places.connect("cafe1", "192.168.2.11", PUBLIC, key, home, false), Way.DIRECT);
            assertWay(places.connect("home1", "192.168.1.11", PUBLIC, key, home, false), Way.SAME_INTRANET);
            assertThatThrownBy(() -> places.connect("cafe1", "192.168.2.11", PUBLIC, key, desk, false))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> places.connect("desk1", "192.168.0.11", LOCAL, key, home, false))
                    .isInstanceOf(IOException.class);
        }
    }
}
