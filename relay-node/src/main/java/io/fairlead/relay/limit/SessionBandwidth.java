package io.fairlead.relay.limit;

import java.time.Duration;

/**
 * One session's share of the node's bandwidth. Its two directions count together, but half of it is each one's own:
 * what the other has used does not hold up a direction that asks for less, as a key stroke beside a screen's picture.
 */
public final class SessionBandwidth {
    /** A chunk is what the rate gives in so long. */
    private static final double CHUNK_SECONDS = 0.008;

    private static final int SMALLEST_CHUNK = 4 * 1024;
    private static final int LARGEST_CHUNK = 1024 * 1024;

    private final Bandwidth node;
    private final TokenBucket bucket;
    private final TokenBucket firstsOwn;
    private final TokenBucket secondsOwn;
    private final long started;
    private volatile boolean held;
    private volatile int largestChunk;

    SessionBandwidth(Bandwidth node, long now) {
        this.node = node;
        double rate = Megabits.toBytes(node.rules().single());
        this.bucket = new TokenBucket(rate, now);
        this.firstsOwn = new TokenBucket(rate / 2, now);
        this.secondsOwn = new TokenBucket(rate / 2, now);
        this.started = now;
        this.largestChunk = chunk(Math.min(node.rules().single(), node.rules().total()));
    }

    /**
     * Takes bytes that have been forwarded.
     *
     * @param fromFirst whether the first side sent them
     * @param bytes     how many
     * @param now        monotonic time, in nanoseconds
     * @return how long the side that sent them is not to be read, in nanoseconds; 0 = read on
     */
    public long charge(boolean fromFirst, long bytes, long now) {
        return Math.max(chargeOwn(fromFirst, bytes, now), node.chargeTotal(bytes, now));
    }

    /**
     * Takes bytes that have been forwarded by an event loop that has a share of its own.
     *
     * @param fromFirst whether the first side sent them
     * @param bytes     how many
     * @param now        monotonic time, in nanoseconds
     * @param share     the loop's
     * @return how long the side that sent them is not to be read, in nanoseconds; 0 = read on
     */
    public long charge(boolean fromFirst, long bytes, long now, BandwidthShare share) {
        return Math.max(chargeOwn(fromFirst, bytes, now), share.charge(bytes, now));
    }

    private long chargeOwn(boolean fromFirst, long bytes, long now) {
        long together = bucket.charge(bytes, now);
        long own = (fromFirst ? firstsOwn : secondsOwn).charge(bytes, now);
        return Math.min(together, own);
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
        double rate = Megabits.toBytes(megabits);
        bucket.rate(rate, now);
        firstsOwn.rate(rate / 2, now);
        secondsOwn.rate(rate / 2, now);
        largestChunk = chunk(Math.min(megabits, node.rules().total()));
    }
}
