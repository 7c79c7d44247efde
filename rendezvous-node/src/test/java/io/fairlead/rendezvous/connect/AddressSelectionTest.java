package io.fairlead.rendezvous.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.relay.RelayNode;
import io.fairlead.protocol.address.Cidr;
import io.fairlead.protocol.address.HostPort;
import io.fairlead.rendezvous.network.BesideRelay;
import io.fairlead.rendezvous.network.Masquerade;
import io.fairlead.rendezvous.network.Network;
import io.fairlead.rendezvous.network.NetworkTable;
import io.fairlead.rendezvous.network.RelayView;
import io.fairlead.rendezvous.network.RelayViews;
import io.fairlead.rendezvous.network.SameSite;
import io.fairlead.rendezvous.network.Side;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each side is told, and what is recognised of what it says; the placements are those of issue 6. */
class AddressSelectionTest {
    private static final RelayNode R1 = new RelayNode("r1-abc123", "r1.example.com", "", 0, true);
    private static final RelayNode R2 = new RelayNode("r2-def456", "r2.example.com:31117", "", 0, true);
    private static final String INSIDE = "192.168.0.7";
    private static final String OUTSIDE = "203.0.113.7";

    private static final Network OFFICE = new Network(
            "office",
            List.of(Cidr.parse("192.168.0.0/24"), Cidr.parse("fd00:1::/64")),
            Optional.empty(),
            Map.of(
                    "r1", new RelayView("192.168.0.111", Optional.of("r1.office.example")),
                    "r2.example.com:31117", new RelayView("[fd00:1::112]:21117")),
            SameSite.DIRECT,
            Masquerade.AUTO,
            false,
            "test");

    private static AddressSelection cluster() {
        return selection(NetworkTable.of(List.of(OFFICE)), BesideRelay.UNKNOWN, R1, R2);
    }

    /** One server on a LAN, behind a router that forwards its ports to it. */
    private static AddressSelection single(int port, String publicHost) {
        NetworkTable table = NetworkTable.of(List.of(
                Network.lan("lan", List.of(Cidr.parse("192.168.0.0/24")),
                        port == 21_117 ? "192.168.0.110" : "192.168.0.110:" + port, "test")));
        return selection(table, BesideRelay.at(port, Optional.of(new HostPort(publicHost, port)),
                List.of(InetAddress.ofLiteral("192.168.0.110"), InetAddress.ofLiteral("fd00::110"))));
    }

    private static AddressSelection selection(NetworkTable table, BesideRelay beside, RelayNode... relays) {
        return new AddressSelection(() -> new RelayViews(table, beside), () -> List.of(relays), _ -> false);
    }

    private static Side side(AddressSelection addresses, String address) {
        return addresses.side(InetAddress.ofLiteral(address), Transport.TCP);
    }

    private static String told(AddressSelection addresses, String side, String named, RelayNode chosen) {
        return addresses.renderAnswer(side(addresses, side), named, chosen);
    }

    @Test
    void aNodeLooksForARelayByItsOwnNetworksBeforeThePublic() {
        RelayViews views = new RelayViews(NetworkTable.of(List.of(OFFICE)), BesideRelay.UNKNOWN);
        List<InetAddress> inside = List.of(InetAddress.ofLiteral("10.9.9.9"), InetAddress.ofLiteral(INSIDE),
                InetAddress.ofLiteral("fd00:1::7"));
        assertThat(views.waysTo(R1, inside)).extracting(HostPort::toString)
                .containsExactly("192.168.0.111:21117", "r1.example.com:21117");
        assertThat(views.waysTo(R2, List.of(InetAddress.ofLiteral(OUTSIDE)))).extracting(HostPort::toString)
                .containsExactly("r2.example.com:31117");
        assertThat(views.waysTo(RelayNode.BESIDE, inside)).isEmpty();
    }

    @Test
    void eachSideIsToldTheSameRelayByTheAddressThatItsNetworkReaches() {
        AddressSelection addresses = cluster();
        assertThat(addresses.relayFor(side(addresses, INSIDE), R1)).isEqualTo("192.168.0.111");
        assertThat(addresses.relayFor(side(addresses, OUTSIDE), R1)).isEqualTo("r1.example.com");
        assertThat(addresses.relayFor(side(addresses, INSIDE), R2)).isEqualTo("[fd00:1::112]:21117");
        assertThat(addresses.relayFor(side(addresses, OUTSIDE), R2)).isEqualTo("r2.example.com:31117");
        assertThat(told(addresses, OUTSIDE, "192.168.0.111", R2)).isEqualTo("r1.example.com");
        assertThat(told(addresses, INSIDE, "r2.example.com:31117", R1)).isEqualTo("[fd00:1::112]:21117");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "192.168.0.111", "192.168.0.111:21117", " 192.168.0.111", "r1.office.example", "R1.Example.COM",
            "r1.example.com.", "R1.EXAMPLE.COM.:21117", "r1.example.com:21117"})
    void everyAliasOfARelayIsRecognised(String alias) {
        assertThat(AddressSelection.sameRelay(told(cluster(), INSIDE, alias, R2), "192.168.0.111")).isTrue();
        assertThat(AddressSelection.sameRelay(told(cluster(), OUTSIDE, alias, R2), "r1.example.com")).isTrue();
        assertThat(cluster().ours(alias)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "[fd00:1::112]:21117", "fd00:1::112", "[FD00:1:0::112]", "[fd00:1:0:0:0:0:0:112]:21117"})
    void anIpv6AddressIsOneHoweverItIsWritten(String alias) {
        assertThat(told(cluster(), OUTSIDE, alias, R1)).isEqualTo("r2.example.com:31117");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "relay.corp", "relay.corp:21117", "192.168.0.111:31117", "r2.example.com", "[", "host:99999", ":21117",
            "a b"})
    void whatIsNoneOfOursPassesUntouched(String own) {
        assertThat(told(cluster(), INSIDE, own, R1)).isEqualTo(own);
        assertThat(told(cluster(), OUTSIDE, own, R1)).isEqualTo(own);
        assertThat(cluster().ours(own)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
            "21117, rd.example.com,       192.168.0.110",
            "21117, 192.168.0.110,        192.168.0.110",
            "22117, rd.example.com:22117, 192.168.0.110:22117",
            "22117, 192.168.0.110:22117,  192.168.0.110:22117"})
    void whatADeviceDerivesFromItsIdServerIsRecognised(int port, String derived, String inside) {
        AddressSelection addresses = single(port, "rd.example.com");
        assertThat(AddressSelection.sameRelay(
                told(addresses, OUTSIDE, derived, RelayNode.BESIDE), "rd.example.com:" + port)).isTrue();
        assertThat(AddressSelection.sameRelay(told(addresses, INSIDE, derived, RelayNode.BESIDE), inside)).isTrue();
    }

    @Test
    void aServersOwnAddressInAnotherFamilyIsRecognisedToo() {
        assertThat(told(single(21_117, "rd.example.com"), OUTSIDE, "[fd00::110]:21117", RelayNode.BESIDE))
                .isEqualTo("rd.example.com:21117");
    }

    @Test
    void aDeviceThatNamedNothingLeavesTheChoiceToTheServer() {
        AddressSelection addresses = single(21_117, "rd.example.com");
        assertThat(told(addresses, INSIDE, "", RelayNode.BESIDE)).isEqualTo("192.168.0.110");
        assertThat(told(addresses, OUTSIDE, "", RelayNode.BESIDE)).isEqualTo("rd.example.com:21117");
    }

    @Test
    void nothingIsMadeUpWhereNobodySaidHowTheRelayIsReached() {
        AddressSelection addresses = selection(NetworkTable.of(List.of()), BesideRelay.UNKNOWN);
        assertThat(addresses.relayFor(side(addresses, OUTSIDE), RelayNode.BESIDE)).isEmpty();
        assertThat(told(addresses, INSIDE, "rd.example.com:21117", RelayNode.BESIDE))
                .isEqualTo("rd.example.com:21117");
    }

    @Test
    void aClientOnWebSocketIsToldAName() {
        AddressSelection addresses = cluster();
        Side web = addresses.side(InetAddress.ofLiteral(INSIDE), Transport.WEBSOCKET);
        assertThat(addresses.renderAnswer(web, "r1.example.com", R2)).isEqualTo("r1.office.example");
        assertThat(addresses.relayFor(web, R2)).isEqualTo("[fd00:1::112]:21117");
    }

    @Test
    void severalRelaysBehindOneAddressAreTheOneThatWasChosen() {
        Network site = Network.lan("site", List.of(Cidr.parse("10.0.0.0/8")), "10.0.0.1", "test");
        AddressSelection addresses = selection(NetworkTable.of(List.of(site)), BesideRelay.UNKNOWN, R1, R2);
        assertThat(told(addresses, OUTSIDE, "10.0.0.1", R2)).isEqualTo("r2.example.com:31117");
        assertThat(told(addresses, OUTSIDE, "10.0.0.1", R1)).isEqualTo("r1.example.com");
    }

    @Test
    void thePublicNetworkOfTheTableNamesRelaysForEverybodyElse() {
        Network everywhere = new Network(Network.PUBLIC, List.of(), Optional.empty(),
                Map.of("r1", new RelayView("public.example:443", Optional.of("ws.example"))), SameSite.DIRECT,
                Masquerade.AUTO, false, "test");
        AddressSelection addresses = selection(NetworkTable.of(List.of(OFFICE, everywhere)), BesideRelay.UNKNOWN, R1);
        assertThat(told(addresses, OUTSIDE, "192.168.0.111", R1)).isEqualTo("public.example:443");
        assertThat(told(addresses, INSIDE, "public.example:443", R1)).isEqualTo("192.168.0.111");
        assertThat(addresses.relayFor(addresses.side(InetAddress.ofLiteral(OUTSIDE), Transport.WEBSOCKET), R1))
                .isEqualTo("ws.example");
    }

    @Test
    void whoIsMasqueradedIsTheOperatorsWordThenWhatIsSeen() {
        InetAddress crowded = InetAddress.ofLiteral("10.1.0.1");
        for (Masquerade said : Masquerade.values()) {
            Network network = new Network("n", List.of(Cidr.parse("10.0.0.0/8")), Optional.empty(), Map.of(),
                    SameSite.DIRECT, said, false, "test");
            NetworkTable table = NetworkTable.of(List.of(network));
            AddressSelection addresses = new AddressSelection(
                    () -> new RelayViews(table, BesideRelay.UNKNOWN), List::of, crowded::equals);
            assertThat(addresses.isMasqueraded(crowded)).isEqualTo(said != Masquerade.FALSE);
            assertThat(addresses.isMasqueraded(InetAddress.ofLiteral("10.1.0.2"))).isEqualTo(said == Masquerade.TRUE);
        }
    }
}
