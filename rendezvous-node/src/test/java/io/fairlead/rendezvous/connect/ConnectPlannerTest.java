package io.fairlead.rendezvous.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.relay.RelayNode;
import io.fairlead.protocol.address.Cidr;
import io.fairlead.protocol.message.NatType;
import io.fairlead.rendezvous.network.BesideRelay;
import io.fairlead.rendezvous.network.Masquerade;
import io.fairlead.rendezvous.network.Network;
import io.fairlead.rendezvous.network.NetworkTable;
import io.fairlead.rendezvous.network.RelayViews;
import io.fairlead.rendezvous.network.SameSite;
import io.fairlead.rendezvous.network.Side;
import io.fairlead.rendezvous.network.SiteRule;
import io.fairlead.rendezvous.network.SiteVerdict;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectPlannerTest {
    private static final String RELAY = "relay.example:21117";
    private static final String INSIDE = "10.77.1.2";
    private static final String INSIDE_TOO = "10.77.1.3";
    private static final String OUTSIDE = "198.51.100.7";
    private static final String OUTSIDE_TOO = "203.0.113.9";

    private final ConnectPlanner planner = new ConnectPlanner(SiteRule.DEFAULT);

    private static AddressSelection addresses(SameSite sameSite) {
        NetworkTable table = NetworkTable.of(List.of(new Network("lan",
                List.of(Cidr.parse("10.77.0.0/16"), Cidr.parse("fd77::/16")), Optional.empty(), Map.of(), sameSite,
                Masquerade.AUTO, false, "test")));
        return new AddressSelection(
                () -> new RelayViews(table, BesideRelay.UNKNOWN), () -> List.of(new RelayNode(RELAY, true)),
                _ -> false);
    }

    private static Side side(String address, Transport transport) {
        return addresses(SameSite.DIRECT).side(InetAddress.ofLiteral(address), transport);
    }

    private Plan plan(String requester, String device) {
        return plan(side(requester, Transport.TCP), side(device, Transport.UDP), NatType.ASYMMETRIC, false, false);
    }

    private Plan plan(Side requester, Side device, NatType nat, boolean force, boolean always) {
        return planner.plan(new IntroductionFacts(requester, device, nat, force, always), RELAY);
    }

    private static Plan relay(RelayReason reason, SiteVerdict verdict) {
        return new Plan.Relay(RELAY, reason, verdict);
    }

    @Test
    void punchesBetweenStrangers() {
        assertThat(plan(OUTSIDE, OUTSIDE_TOO))
                .isEqualTo(new Plan.Punch(RELAY, NatType.ASYMMETRIC, SiteVerdict.APART));
    }

    @Test
    void meetsLocallyBehindOneAddressOrInsideTheLan() {
        assertThat(plan(OUTSIDE, OUTSIDE)).isEqualTo(new Plan.SameIntranet(RELAY, SiteVerdict.SAME_ADDRESS));
        assertThat(plan(INSIDE, INSIDE_TOO)).isEqualTo(new Plan.SameIntranet(RELAY, SiteVerdict.SAME_NETWORK));
        assertThat(plan("fd77::1", INSIDE)).isEqualTo(new Plan.SameIntranet(RELAY, SiteVerdict.SAME_NETWORK));
    }

    @Test
    void aDeviceOfIpv6IsPunchedAsItTakesAnInvitationToItsIntranetForOneToTheRelay() {
        assertThat(plan("2001:db8::1", "2001:db8::2"))
                .isEqualTo(new Plan.Punch(RELAY, NatType.ASYMMETRIC, SiteVerdict.SAME_IPV6_PREFIX));
        assertThat(plan(INSIDE, "fd77::1"))
                .isEqualTo(relay(RelayReason.MIXED_FAMILIES, SiteVerdict.SAME_NETWORK));
    }

    @Test
    void relaysAtOnceWhereNoDirectWayCanLead() {
        assertThat(plan(INSIDE, OUTSIDE))
                .isEqualTo(relay(RelayReason.INSIDE_AND_OUTSIDE, SiteVerdict.INSIDE_AND_OUTSIDE));
        assertThat(plan(OUTSIDE, INSIDE))
                .isEqualTo(relay(RelayReason.INSIDE_AND_OUTSIDE, SiteVerdict.INSIDE_AND_OUTSIDE));
        assertThat(plan(OUTSIDE, "2001:db8::2"))
                .isEqualTo(relay(RelayReason.MIXED_FAMILIES, SiteVerdict.MIXED_FAMILIES));
        Side hidden = new Side(InetAddress.ofLiteral("172.17.0.1"), Network.everywhere(), true, false);
        assertThat(plan(hidden, hidden, NatType.ASYMMETRIC, false, false))
                .isEqualTo(relay(RelayReason.MASQUERADED, SiteVerdict.MASQUERADED));
    }

    @Test
    void whatForcesARelayWinsOverTheSameSite() {
        Side requester = side(INSIDE, Transport.TCP);
        Side device = side(INSIDE_TOO, Transport.UDP);
        SiteVerdict same = SiteVerdict.SAME_NETWORK;
        assertThat(plan(requester, device, NatType.ASYMMETRIC, false, true))
                .isEqualTo(relay(RelayReason.ALWAYS_RELAY, same));
        assertThat(plan(requester, device, NatType.ASYMMETRIC, true, false))
                .isEqualTo(relay(RelayReason.FORCED, same));
        assertThat(plan(side(INSIDE, Transport.WEBSOCKET), device, NatType.ASYMMETRIC, false, false))
                .isEqualTo(relay(RelayReason.WEBSOCKET, same));
        assertThat(plan(requester, side(INSIDE_TOO, Transport.WEBSOCKET), NatType.ASYMMETRIC, false, false))
                .isEqualTo(relay(RelayReason.WEBSOCKET, same));
    }

    @Test
    void aSymmetricNatMattersOnlyOutsideTheSite() {
        assertThat(
                plan(side(OUTSIDE, Transport.TCP), side(OUTSIDE_TOO, Transport.UDP), NatType.SYMMETRIC, false, false))
                .isEqualTo(relay(RelayReason.SYMMETRIC_NAT, SiteVerdict.APART));
        assertThat(plan(side(OUTSIDE, Transport.TCP), side(OUTSIDE, Transport.UDP), NatType.SYMMETRIC, false, false))
                .isEqualTo(new Plan.SameIntranet(RELAY, SiteVerdict.SAME_ADDRESS));
    }

    @ParameterizedTest
    @EnumSource(SameSite.class)
    void theOperatorSaysHowHostsOfASiteMeet(SameSite sameSite) {
        Side requester = addresses(sameSite).side(InetAddress.ofLiteral(INSIDE), Transport.TCP);
        Side device = addresses(sameSite).side(InetAddress.ofLiteral(INSIDE_TOO), Transport.UDP);
        assertThat(plan(requester, device, NatType.ASYMMETRIC, false, false)).isEqualTo(switch (sameSite) {
            case DIRECT -> new Plan.SameIntranet(RELAY, SiteVerdict.SAME_NETWORK);
            case PUNCH -> new Plan.Punch(RELAY, NatType.ASYMMETRIC, SiteVerdict.SAME_NETWORK);
            case RELAY -> relay(RelayReason.SITE, SiteVerdict.SAME_NETWORK);
        });
    }
}
