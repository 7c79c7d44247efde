package io.fairlead.relay.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.relay.config.BandwidthRules;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class BandwidthTest {
    private static final int CHUNK = 64 * 1024;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong now = new AtomicLong();

    private Bandwidth bandwidth(double single, double total) {
        return new Bandwidth(
                new BandwidthRules(single, total, 1, 0.66, Duration.ofSeconds(10)), now::get);
    }

    /** What greedy sessions get through in so many seconds when each waits as it is told. */
    private long forwarded(long seconds, SessionBandwidth... sessions) {
        long until = now.get() + seconds * SECOND;
        long[] free = new long[sessions.length];
        long bytes = 0;
        while (now.get() < until) {
            for (int i = 0; i < sessions.length; i++) {
                if (free[i] <= now.get()) {
                    free[i] = now.get() + sessions[i].charge(true, CHUNK, now.get());
                    bytes += CHUNK;
                }
            }
            now.addAndGet(SECOND / 1000);
        }
        return bytes;
    }

    @Test
    void aSessionGetsEightMegabitsASecondWithinFivePercent() {
        SessionBandwidth session = bandwidth(8, 1024).session();
        forwarded(1, session);
        for (int second = 0; second < 5; second++) {
            assertThat(forwarded(1, session)).isCloseTo(1_000_000L, Percentage.withPercentage(7));
        }
        assertThat(forwarded(20, session)).isCloseTo(20_000_000L, Percentage.withPercentage(1));
    }

    @Test
    void aDirectionThatAsksForLittleNeverWaitsForTheOther() {
        SessionBandwidth session = bandwidth(8, 1024).session();
        long free = 0;
        long bytes = 0;
        while (now.get() < 10 * SECOND) {
            if (free <= now.get()) {
                free = now.get() + session.charge(true, CHUNK, now.get());
                bytes += CHUNK;
            }
            assertThat(session.charge(false, 100, now.get())).isZero();
            bytes += 100;
            now.addAndGet(SECOND / 1000);
        }
        assertThat(bytes).isCloseTo(10_000_000L, Percentage.withPercentage(2));
    }

    @Test
    void greedyDirectionsShareWhatASessionMayHave() {
        SessionBandwidth session = bandwidth(8, 1024).session();
        long[] free = new long[2];
        long[] bytes = new long[2];
        while (now.get() < 10 * SECOND) {
            for (int way = 0; way < 2; way++) {
                if (free[way] <= now.get()) {
                    free[way] = now.get() + session.charge(way == 0, CHUNK, now.get());
                    bytes[way] += CHUNK;
                }
            }
            now.addAndGet(SECOND / 1000);
        }
        assertThat(bytes[0] + bytes[1]).isCloseTo(10_000_000L, Percentage.withPercentage(3));
        assertThat(bytes[0]).isCloseTo(bytes[1], Percentage.withPercentage(10));
    }

    @Test
    void allSessionsTogetherGetTheTotal() {
        Bandwidth bandwidth = bandwidth(100, 16);
        assertThat(forwarded(10, bandwidth.session(), bandwidth.session(), bandwidth.session()))
                .isCloseTo(20_000_000L, Percentage.withPercentage(3));
    }

    @Test
    void aSessionThatUsesItsShareForTooLongIsHeldDown() {
        SessionBandwidth session = bandwidth(8, 1024).session();
        long before = forwarded(9, session);
        session.review(before, false, now.get());
        assertThat(forwarded(1, session)).isGreaterThan(900_000L);
        session.review(before + 1_000_000, false, now.get());
        forwarded(2, session);
        assertThat(forwarded(10, session)).isCloseTo(1_250_000L, Percentage.withPercentage(10));
    }

    @Test
    void blacklistedSessionsAreHeldDownForAsLongAsTheyAreListed() {
        SessionBandwidth session = bandwidth(8, 1024).session();
        session.review(0, true, now.get());
        forwarded(2, session);
        assertThat(forwarded(8, session)).isCloseTo(1_000_000L, Percentage.withPercentage(10));
        session.review(0, false, now.get());
        forwarded(1, session);
        assertThat(forwarded(8, session)).isCloseTo(8_000_000L, Percentage.withPercentage(10));
    }
}
