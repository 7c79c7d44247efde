package io.fairlead.relay.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.relay.LegHolder;
import io.fairlead.relay.leg.HopAttempts.Next;
import io.fairlead.relay.leg.PeerRelays.Failure;
import org.junit.jupiter.api.Test;

class HopAttemptsTest {
    private final HopAttempts attempts = new HopAttempts();
    private final LegHolder one = new LegHolder("one", "one.invalid:1");
    private final LegHolder two = new LegHolder("two", "two.invalid:1");

    @Test
    void aLostRelaysClaimIsTakenOver() {
        assertThat(attempts.failed(one, Failure.UNREACHABLE)).isEqualTo(Next.REPLACE);
        assertThat(attempts.failed(one, Failure.WRONG_PROOF)).isEqualTo(Next.REPLACE);
    }

    @Test
    void aRelayThatAnswersMayGiveItsClaimUpItself() {
        assertThat(attempts.failed(one, Failure.NOT_PARKED)).isEqualTo(Next.CLAIM);
        assertThat(attempts.failed(two, Failure.NOT_PARKED)).as("another one").isEqualTo(Next.CLAIM);
        assertThat(attempts.failed(two, Failure.NOT_PARKED)).as("it could not").isEqualTo(Next.REPLACE);
    }

    @Test
    void aBlockedClientIsNotSentAbout() {
        assertThat(attempts.failed(one, Failure.BLOCKED)).isEqualTo(Next.GIVE_UP);
    }

    @Test
    void thereIsAnEndToIt() {
        assertThat(attempts.begin()).isTrue();
        assertThat(attempts.begin()).isTrue();
        assertThat(attempts.begin()).isTrue();
        assertThat(attempts.begin()).isFalse();
    }
}
