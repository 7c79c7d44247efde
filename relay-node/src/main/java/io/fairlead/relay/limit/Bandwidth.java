package io.fairlead.relay.limit;

import io.fairlead.relay.config.BandwidthRules;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** The rules of one node as they are now: an operator may change them, and sessions follow. */
public final class Bandwidth {
    private final LongSupplier clock;
    private final TokenBucket total;
    private volatile BandwidthRules rules;

    /**
     * Starts with what is configured.
     *
     * @param rules what is configured
     * @param clock monotonic time, in nanoseconds
     */
    public Bandwidth(BandwidthRules rules, LongSupplier clock) {
        this.rules = rules;
        this.clock = clock;
        this.total = new TokenBucket(Megabits.toBytes(rules.total()), clock.getAsLong());
    }

    /**
     * Gives the rules out.
     *
     * @return as they are now
     */
    public BandwidthRules rules() {
        return rules;
    }

    /**
     * Changes the rules.
     *
     * @param change makes the new ones of the old
     * @throws IllegalArgumentException when the new ones are out of range; nothing changes
     */
    public synchronized void change(UnaryOperator<BandwidthRules> change) {
        rules = change.apply(rules);
        total.rate(Megabits.toBytes(rules.total()), clock.getAsLong());
    }

    /**
     * Begins a session.
     *
     * @return its share
     */
    public SessionBandwidth session() {
        return new SessionBandwidth(this, clock.getAsLong());
    }

    /**
     * Begins an event loop.
     *
     * @return its share
     */
    public BandwidthShare share() {
        return new BandwidthShare(this, clock.getAsLong());
    }

    long chargeTotal(long bytes, long now) {
        return total.charge(bytes, now);
    }

    /**
     * Whether a session is to be held down for what it has used, once it has lasted long enough.
     *
     * @param bytes  forwarded in both directions
     * @param lasted since it began
     */
    boolean overuses(long bytes, Duration lasted) {
        BandwidthRules now = rules;
        if (lasted.compareTo(now.downgradeStartCheck()) < 0 || lasted.isZero()) {
            return false;
        }
        double average = bytes * 1e9 / lasted.toNanos();
        return average > Megabits.toBytes(now.single()) * now.downgradeThreshold();
    }
}
