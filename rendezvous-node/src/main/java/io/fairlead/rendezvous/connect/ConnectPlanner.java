package io.fairlead.rendezvous.connect;

import io.fairlead.protocol.message.NatType;
import java.util.Optional;

/**
 * Decides how two sides are to meet, protocol section 8. Pure.
 *
 * <p>Unlike in the open server, a relay that the operator or the requester insists on wins over the same intranet.
 */
final class ConnectPlanner {
    private final LanView lan;

    ConnectPlanner(LanView lan) {
        this.lan = lan;
    }

    /** The plan, given the relay that was selected for this session (empty when none is configured). */
    Plan plan(IntroductionFacts facts, String relay) {
        String relayForDevice = lan.relayFor(facts.device(), relay);
        Optional<RelayReason> reason = relayReason(facts);
        if (reason.isPresent()) {
            return new Plan.Relay(relayForDevice, reason.get());
        }
        return sameIntranet(facts)
                ? new Plan.SameIntranet(relayForDevice)
                : new Plan.Punch(relayForDevice, facts.natType());
    }

    private Optional<RelayReason> relayReason(IntroductionFacts facts) {
        if (facts.alwaysRelay()) {
            return Optional.of(RelayReason.ALWAYS_RELAY);
        }
        if (facts.forceRelay()) {
            return Optional.of(RelayReason.FORCED);
        }
        if (facts.overWebSocket()) {
            return Optional.of(RelayReason.WEBSOCKET);
        }
        if (sameIntranet(facts)) {
            return Optional.empty();
        }
        if (lan.contains(facts.requester()) != lan.contains(facts.device())) {
            return Optional.of(RelayReason.INSIDE_AND_OUTSIDE);
        }
        return facts.natType() == NatType.SYMMETRIC ? Optional.of(RelayReason.SYMMETRIC_NAT) : Optional.empty();
    }

    private boolean sameIntranet(IntroductionFacts facts) {
        return facts.requester().equals(facts.device())
                || (lan.contains(facts.requester()) && lan.contains(facts.device()));
    }
}
