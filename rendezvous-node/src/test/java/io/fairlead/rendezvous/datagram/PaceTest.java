package io.fairlead.rendezvous.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    private final Pace pace = new Pace(0);
    private long now;

    /** One datagram each {@code micros} for some time; how many of them found the pace busy. */
    private int busy(long micros, int millis) {
        int busy = 0;
        for (long until = now + millis * MILLISECOND; now < until; now += TimeUnit.MICROSECONDS.toNanos(micros)) {
            if (pace.isBusy(now, 1)) {
                busy++;
            }
        }
        return busy;
    }

    @Test
    void nobodyWaitsWhereFewCome() {
        assertThat(busy(1000, 10_000)).isZero();
    }

    @Test
    void oneWaitsWhereManyCome() {
        assertThat(busy(50, 1000)).isGreaterThan(18_000);
    }

    @Test
    void theFirstDatagramAfterARushDoesNotWait() {
        busy(50, 1000);
        now += 1000 * MILLISECOND;
        assertThat(pace.isBusy(now, 1)).isFalse();
    }
}
