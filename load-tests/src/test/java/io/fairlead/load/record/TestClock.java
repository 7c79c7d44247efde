package io.fairlead.load.record;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Stands still until it is told. */
final class TestClock implements LongSupplier {
    /** As with System.nanoTime, where it begins says nothing. */
    private long now = -7_000_000_123L;

    @Override
    public long getAsLong() {
        return now;
    }

    void pass(double seconds) {
        now += Math.round(seconds * 1e9);
    }

    long before(Duration duration) {
        return now - duration.toNanos();
    }
}
