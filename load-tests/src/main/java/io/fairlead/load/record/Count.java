package io.fairlead.load.record;

import java.util.concurrent.atomic.LongAdder;

/** Counts something. Any thread; many at once do not wait for each other. */
public final class Count {
    private final LongAdder sum = new LongAdder();

    Count() {}

    /**
     * Counts.
     *
     * @param amount how many more
     */
    public void add(long amount) {
        sum.add(amount);
    }

    /** Counts one more. */
    public void increment() {
        sum.increment();
    }

    /**
     * Gives the whole run's count.
     *
     * @return so far; what other threads add meanwhile may be in it or not
     */
    public long total() {
        return sum.sum();
    }
}
