package io.fairlead.relay.kernel;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Whether an event loop waits before it looks for more. Waking a thread costs as much as forwarding a small message
 * does, so a loop that is woken thousands of times a second works half as much when it is woken once for several
 * messages. A loop with little to do does not wait, as nothing would be gained; nor does one that has too much to do,
 * as it is never asleep.
 *
 * <p>Decided for a window by what the last one was like. For one event loop.
 */
final class WakeupDelay {
    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Below that, waking costs less than some percent of a core. */
    private static final long BUSY_EVENTS_PER_SECOND = 3000;

    /** Of a window. A loop that works as long without waiting is about to be the bottleneck. */
    private static final double SATURATED = 0.7;

    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long delayNanos;
    private boolean waits;
    private long windowBegan;
    private long events;
    private long activeNanos;
    private boolean idle;

    WakeupDelay(Duration delay) {
        this.delayNanos = delay.toNanos();
    }

    boolean isNever() {
        return delayNanos == 0;
    }

    /** How long to wait before the next look, in nanoseconds; 0 = not at all. */
    long before(long now) {
        long lasted = now - windowBegan;
        if (lasted >= WINDOW_NANOS) {
            // A window that lasted long was one of sleep.
            waits = events * SECOND / lasted > BUSY_EVENTS_PER_SECOND && activeNanos < SATURATED * lasted;
            windowBegan = now;
            events = 0;
            activeNanos = 0;
        }
        return waits && !idle ? delayNanos : 0;
    }

    /** Whether the loop is one that waits for now. */
    boolean waits() {
        return waits;
    }

    /** Takes note of a look: how many events there were, and how long they took. */
    void after(int handled, long nanos) {
        events += handled;
        activeNanos += nanos;
        // Waiting once more for what has not come in the meantime gains nothing.
        idle = handled == 0;
    }
}
