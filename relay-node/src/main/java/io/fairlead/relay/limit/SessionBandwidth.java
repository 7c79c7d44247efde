package io.fairlead.relay.limit;

import java.time.Duration;

/** One session's share of the node's bandwidth; its two directions count together. */
public final class SessionBandwidth {
    /** A chunk is what the rate gives in so long. */
    private static final double CHUNK_SECONDS = 0.008;

    private static final int SMALLEST_CHUNK = 4 * 1024;
    private static final int LARGEST_CHUNK = 1024 * 1024;

    private final Bandwidth node;
    private final TokenBucket bucket;
    private final long started;
    private volatile boolean held;
    private volatile int largestChunk;

    SessionBandwidth(Bandwidth node, long now) {
        this.node = node;
        this.bucket = new TokenBucket(Megabits.toBytes(node.rules().single()), now);
        this.started = now;
        this.largestChunk = chunk(Math.min(node.rules().single(), node.rules().total()));
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
     * Takes bytes that have been forwarded by an event loop that has a share of its own.
     *
     * @param bytes how many
     * @param now   monotonic time, in nanoseconds
     * @param share the loop's
     * @return how long the side that sent them is not to be read, in nanoseconds; 0 = read on
     */
    public long charge(long bytes, long now, BandwidthShare share) {
        return Math.max(bucket.charge(bytes, now), share.charge(bytes, now));
    }

    /**
     * Says how much may be forwarded at once without missing the rate over a second.
     *
     * @return in bytes, as of the last look
     */
    public int largestChunk() {
        return largestChunk;
    }

    private static int chunk(double megabits) {
        double bytes = Megabits.toBytes(megabits) * CHUNK_SECONDS;
        return (int) Math.max(SMALLEST_CHUNK, Math.min(LARGEST_CHUNK, bytes));
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
        largestChunk = chunk(Math.min(megabits, node.rules().total()));
    }
}
