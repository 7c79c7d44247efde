package io.fairlead.rendezvous.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.protocol.address.Cidr;
import io.fairlead.protocol.message.NatType;
import io.fairlead.rendezvous.config.LanSite;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectPlannerTest {
    private static final String RELAY = "relay.example:21117";
    private static final InetAddress LOCAL_RELAY = InetAddress.ofLiteral("10.77.0.1");
    private static final InetAddress INSIDE = InetAddress.ofLiteral("10.77.1.2");
    private static final InetAddress INSIDE_TOO = InetAddress.ofLiteral("10.77.1.3");
    private static final InetAddress OUTSIDE = InetAddress.ofLiteral("198.51.100.7");
    private static final InetAddress OUTSIDE_TOO = InetAddress.ofLiteral("203.0.113.9");

    private final LanView lan = new LanView(Optional.of(new LanSite(Cidr.parse("10.77.0.0/16"), LOCAL_RELAY)),
            () -> List.of(RELAY));
    private final ConnectPlanner planner = new ConnectPlanner(lan);

    private Plan plan(InetAddress requester, InetAddress device) {
        return plan(requester, device, false, NatType.ASYMMETRIC, false, false);
    }

    private Plan plan(
            InetAddress requester, InetAddress device, boolean web, NatType nat, boolean force, boolean always) {
        return planner.plan(new IntroductionFacts(requester, device, web, nat, force, always), RELAY);
    }

    @Test
    void punchesBetweenStrangers() {
        assertThat(plan(OUTSIDE, OUTSIDE_TOO)).isEqualTo(new Plan.Punch(RELAY, NatType.ASYMMETRIC));
    }

    @Test
    void meetsLocallyBehindOneAddressOrInsideTheLan() {
        assertThat(plan(OUTSIDE, OUTSIDE)).isEqualTo(new Plan.SameIntranet(RELAY));
        assertThat(plan(INSIDE, INSIDE_TOO)).isEqualTo(new Plan.SameIntranet("10.77.0.1"));
    }

    @Test
    void relaysBetweenInsideAndOutsideWithTheDevicesOwnRelayAddress() {
        assertThat(plan(INSIDE, OUTSIDE)).isEqualTo(new Plan.Relay(RELAY, RelayReason.INSIDE_AND_OUTSIDE));
        assertThat(plan(OUTSIDE, INSIDE)).isEqualTo(new Plan.Relay("10.77.0.1", RelayReason.INSIDE_AND_OUTSIDE));
    }

    @Test
    void whatForcesARelayWinsOverTheSameIntranet() {
        assertThat(plan(OUTSIDE, OUTSIDE, false, NatType.ASYMMETRIC, false, true))
                .isEqualTo(new Plan.Relay(RELAY, RelayReason.ALWAYS_RELAY));
        assertThat(plan(OUTSIDE, OUTSIDE, false, NatType.ASYMMETRIC, true, false))
                .isEqualTo(new Plan.Relay(RELAY, RelayReason.FORCED));
        assertThat(plan(OUTSIDE, OUTSIDE, true, NatType.ASYMMETRIC, false, false))
                .isEqualTo(new Plan.Relay(RELAY, RelayReason.WEBSOCKET));
    }

    @Test
    void aSymmetricNatMattersOnlyOutsideTheIntranet() {
        assertThat(plan(OUTSIDE, OUTSIDE_TOO, false, NatType.SYMMETRIC, false, false))
                .isEqualTo(new Plan.Relay(RELAY, RelayReason.SYMMETRIC_NAT));
        assertThat(plan(OUTSIDE, OUTSIDE, false, NatType.SYMMETRIC, false, false))
                .isEqualTo(new Plan.SameIntranet(RELAY));
    }

    @Test
    void rendersTheDevicesRelayForTheRequestersSide() {
        assertThat(lan.renderAnswer(INSIDE, RELAY, RELAY)).isEqualTo("10.77.0.1");
        assertThat(lan.renderAnswer(INSIDE, "RELAY.example", RELAY)).isEqualTo("10.77.0.1");
        assertThat(lan.renderAnswer(OUTSIDE, "10.77.0.1", RELAY)).isEqualTo(RELAY);
        assertThat(lan.renderAnswer(OUTSIDE, "10.77.0.1:21117", RELAY)).isEqualTo(RELAY);
        assertThat(lan.renderAnswer(INSIDE, "own.example", RELAY)).isEqualTo("own.example");
        assertThat(lan.renderAnswer(OUTSIDE, "own.example", RELAY)).isEqualTo("own.example");
        assertThat(lan.renderAnswer(OUTSIDE, "", RELAY)).isEmpty();
    }
}
