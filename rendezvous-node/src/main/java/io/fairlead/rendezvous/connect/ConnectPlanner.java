package io.fairlead.rendezvous.connect;

import io.fairlead.protocol.message.NatType;
import io.fairlead.rendezvous.network.Network;
import io.fairlead.rendezvous.network.SiteRule;
import io.fairlead.rendezvous.network.SiteVerdict;
import java.util.Optional;

/**
 * Decides how two sides are to meet, protocol section 8 and design section 6. Pure.
 *
 * <p>Unlike in the open server, a relay that the operator or the requester insists on wins over the same site.
 *
 * @param site tells who is near whom
 */
public record ConnectPlanner(SiteRule site) {
    /**
     * Makes the plan.
     *
     * @param facts what it depends on
     * @param relay the relay selected for this session, as the device reaches it; empty when the device knows better
     * @return how the two are to meet
     */
    public Plan plan(IntroductionFacts facts, String relay) {
        SiteVerdict verdict = site.judge(facts.requester(), facts.device());
        Optional<RelayReason> insisted = insisted(facts);
        if (insisted.isPresent()) {
            return new Plan.Relay(relay, insisted.get(), verdict);
        }
        return verdict.isSame() ? near(facts, relay, verdict) : apart(facts, relay, verdict);
    }

    private static Optional<RelayReason> insisted(IntroductionFacts facts) {
        if (facts.alwaysRelay()) {
            return Optional.of(RelayReason.ALWAYS_RELAY);
        }
        if (facts.forceRelay()) {
            return Optional.of(RelayReason.FORCED);
        }
        return facts.requester().overWebSocket() || facts.device().overWebSocket()
                ? Optional.of(RelayReason.WEBSOCKET)
                : Optional.empty();
    }

    private static Plan near(IntroductionFacts facts, String relay, SiteVerdict verdict) {
        Network network = facts.device().network();
        return switch (network.sameSite()) {
            case RELAY -> new Plan.Relay(relay, RelayReason.SITE, verdict);
            case PUNCH -> new Plan.Punch(relay, facts.natType(), verdict);
            case DIRECT -> direct(facts, relay, verdict);
        };
    }

    /** A device that registered over IPv6 takes FetchLocalAddr for a relay's invitation; its hole leads to itself. */
    private static Plan direct(IntroductionFacts facts, String relay, SiteVerdict verdict) {
        if (!facts.device().isIpv6()) {
            return new Plan.SameIntranet(relay, verdict);
        }
        return facts.requester().isIpv6()
                ? new Plan.Punch(relay, facts.natType(), verdict)
                : new Plan.Relay(relay, RelayReason.MIXED_FAMILIES, verdict);
    }

    private static Plan apart(IntroductionFacts facts, String relay, SiteVerdict verdict) {
        return switch (verdict) {
            case MIXED_FAMILIES -> new Plan.Relay(relay, RelayReason.MIXED_FAMILIES, verdict);
            case INSIDE_AND_OUTSIDE -> new Plan.Relay(relay, RelayReason.INSIDE_AND_OUTSIDE, verdict);
            case MASQUERADED -> new Plan.Relay(relay, RelayReason.MASQUERADED, verdict);
            case APART, SAME_NETWORK, SAME_ADDRESS, SAME_IPV6_PREFIX ->
                facts.natType() == NatType.SYMMETRIC
                        ? new Plan.Relay(relay, RelayReason.SYMMETRIC_NAT, verdict)
                        : new Plan.Punch(relay, facts.natType(), verdict);
        };
    }
}
