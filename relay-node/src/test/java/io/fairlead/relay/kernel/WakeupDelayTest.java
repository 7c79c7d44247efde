package io.fairlead.relay.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WakeupDelayTest {
    private static final long DELAY = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final WakeupDelay delay = new WakeupDelay(Duration.ofNanos(DELAY));
    private long now = 1;

    /** Half a second of looks, each with so many events that take so long, as many as fit; answers the last wait. */
    private long looks(int perSecond, int events, long activeNanos) {
        long last = 0;
        for (int i = 0; i < perSecond / 2; i++) {
            last = delay.before(now);
            now += SECOND / perSecond;
            delay.after(events, activeNanos);
        }
        return last;
    }

    @Test
    void waitsWhenItWouldBeWokenOften() {
        assertThat(looks(10_000, 1, 9_000)).isEqualTo(DELAY);
        assertThat(delay.waits()).isTrue();
    }

    @Test
    void goesOnWaitingWhenThatMakesItsLooksFew() {
        looks(10_000, 1, 9_000);
        assertThat(looks(1000, 10, 90_000)).isEqualTo(DELAY);
    }

    @Test
    void doesNotWaitAtLowLoad() {
        assertThat(looks(1000, 1, 9_000)).isZero();
        assertThat(delay.waits()).isFalse();
        looks(10_000, 1, 9_000);
        assertThat(looks(200, 1, 9_000)).as("after a high one").isZero();
    }

    @Test
    void doesNotWaitWhenThereIsTooMuchToDo() {
        assertThat(looks(5000, 20, 190_000)).isZero();
    }

    @Test
    void doesNotWaitAgainForWhatHasNotCome() {
        looks(10_000, 1, 9_000);
        delay.after(0, 0);
        assertThat(delay.before(now)).isZero();
    }

    @Test
    void zeroIsNever() {
        assertThat(new WakeupDelay(Duration.ZERO).isNever()).isTrue();
    }
}
