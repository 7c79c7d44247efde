package io.fairlead.relay.limit;

import java.time.Duration;

/** One session's share of the node's bandwidth; its two directions count together. */
public final class SessionBandwidth {
    private final Bandwidth node;
    private final TokenBucket bucket;
    private final long started;
    private volatile boolean held;

    SessionBandwidth(Bandwidth node, long now) {
        this.node = node;
        this.bucket = new TokenBucket(Megabits.toBytes(node.rules().single()), now);
        this.started = now;
    }

    /**
     * Takes bytes that have been forwarded.
     *
     * @param bytes how many
     * @param now   monotonic time, in nanoseconds
     * @return how long the side that sent them is not to be read, in nanoseconds; 0 = read on
     */
    public long charge(long bytes, long now) {
        return Math.max(bucket.charge(bytes, now), node.chargeTotal(bytes, now));
    }

    /**
     * Looks anew at how fast the session may be. To be called about once a second.
     *
     * @param bytes       forwarded in both directions since the session began
     * @param blacklisted whether an address of the session is to be held down in any case
     * @param now         monotonic time, in nanoseconds
     */
    public void review(long bytes, boolean blacklisted, long now) {
        if (!held && node.overuses(bytes, Duration.ofNanos(now - started))) {
            held = true;
        }
        double megabits = held || blacklisted ? node.rules().limit() : node.rules().single();
        bucket.rate(Megabits.toBytes(megabits), now);
    }
}
