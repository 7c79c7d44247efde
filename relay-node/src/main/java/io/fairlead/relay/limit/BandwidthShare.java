package io.fairlead.relay.limit;

import java.util.concurrent.TimeUnit;

/**
 * One event loop's share of the node's bandwidth. It takes from the node's bucket what its sessions have forwarded, but
 * not for each chunk, so that loops don't get in each other's way. For the loop's thread only.
 */
public final class BandwidthShare {
    /** What a loop forwards before it tells, in bytes, if the time below is not over before. */
    private static final long MOST_UNTOLD = 256 * 1024;

    private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Bandwidth node;
    private long untold;
    private long toldAt;
    private long debtUntil;

    BandwidthShare(Bandwidth node, long now) {
        this.node = node;
        this.toldAt = now;
        this.debtUntil = now;
    }

    /** Takes bytes that have been forwarded; answers how long their sender waits, in nanoseconds, 0 = not at all. */
    long charge(long bytes, long now) {
        untold += bytes;
        if (untold >= MOST_UNTOLD || now - toldAt >= TELL_NANOS) {
            debtUntil = now + node.chargeTotal(untold, now);
            untold = 0;
            toldAt = now;
        }
        return Math.max(0, debtUntil - now);
    }
}
