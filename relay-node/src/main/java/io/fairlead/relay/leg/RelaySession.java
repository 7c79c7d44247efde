package io.fairlead.relay.leg;

import io.fairlead.relay.limit.AddressList;
import io.fairlead.relay.limit.SessionBandwidth;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Two legs that belong together, and what they have carried. Counted by both legs' event loops, read by any thread. */
public final class RelaySession {
    private static final int BITS = 8;
    private static final int LEGS = 2;

    /** The holder's clock ends a session that is idle; that of the other node only when the holder's could not. */
    private static final long HOP_GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final long number;
    private final boolean hop;
    private final RelayLeg first;
    private final RelayLeg second;
    private final SessionBandwidth bandwidth;
    private final long started;
    private final AtomicLong bytesToSecond = new AtomicLong();
    private final AtomicLong bytesToFirst = new AtomicLong();
    private final AtomicReference<EndReason> reason = new AtomicReference<>();
    private final AtomicInteger closedLegs = new AtomicInteger();
    private volatile long lastByte;

    // Written by the sweep.
    private long sweptBytes;
    private long sweptAt;
    private volatile long current;
    private volatile long highest;

    RelaySession(long number, boolean hop, RelayLeg first, RelayLeg second, SessionBandwidth bandwidth, long now) {
        this.number = number;
        this.hop = hop;
        this.first = first;
        this.second = second;
        this.bandwidth = bandwidth;
        this.started = now;
        this.lastByte = now;
        this.sweptAt = now;
    }

    /** Whether the second leg is on its way to another node, which counts the session. */
    boolean isHop() {
        return hop;
    }

    /** Counts what {@code from} sent; answers how long it is not to be read, in nanoseconds. */
    long forwarded(RelayLeg from, int bytes, long now) {
        (from == first ? bytesToSecond : bytesToFirst).addAndGet(bytes);
        lastByte = now;
        return bandwidth.charge(bytes, now);
    }

    long bytes() {
        return bytesToSecond.get() + bytesToFirst.get();
    }

    /** True for the second of the two. */
    boolean legClosed() {
        return closedLegs.incrementAndGet() == LEGS;
    }

    /** Ends the session; the first reason stays. */
    void end(EndReason why) {
        if (reason.compareAndSet(null, why)) {
            first.abandon();
            second.abandon();
        }
    }

    /** Notes why a side went, should nobody have ended the session before. */
    void noteEnd(EndReason why) {
        reason.compareAndSet(null, why);
    }

    /** Looks at the session about once a second; answers the bytes forwarded since the last look. */
    synchronized long sweep(RelayNode node, long now) {
        long bytes = bytes();
        long grown = bytes - sweptBytes;
        current = bitRate(grown, now - sweptAt);
        highest = Math.max(highest, current);
        sweptBytes = bytes;
        sweptAt = now;
        review(node, now);
        if (touches(node.blocklist())) {
            end(EndReason.BLOCKED);
        } else if (now - lastByte >= node.timeouts().idle().toNanos() + (hop ? HOP_GRACE_NANOS : 0)) {
            end(EndReason.IDLE);
        }
        return grown;
    }

    /** Looks anew at how fast the session may be. */
    void review(RelayNode node, long now) {
        bandwidth.review(bytes(), touches(node.blacklist()), now);
    }

    private boolean touches(AddressList list) {
        return list.contains(first.remote().getAddress()) || list.contains(second.remote().getAddress());
    }

    /** The bytes forwarded since the last look. */
    synchronized long unswept() {
        return bytes() - sweptBytes;
    }

    /** In kilobits per second. */
    private static long bitRate(long bytes, long nanos) {
        return nanos <= 0 ? 0 : (long) (bytes * BITS * 1e6 / nanos);
    }

    /**
     * Tells who, how much and how long.
     *
     * @param now monotonic time, in nanoseconds
     * @return as it is now
     */
    public SessionSummary summary(long now) {
        EndReason why = reason.get();
        return new SessionSummary(
                number,
                first.summary(),
                second.summary(),
                bytesToSecond.get(),
                bytesToFirst.get(),
                now - started,
                why == null ? EndReason.CLOSED : why);
    }

    /**
     * How fast a session is, as the console's {@code u} shows it.
     *
     * @param seconds since it began
     * @param bytes   in both directions
     * @param highest the fastest second, in kilobits per second
     * @param average since it began, in kilobits per second
     * @param current the last second, in kilobits per second
     */
    public record Usage(long seconds, long bytes, long highest, long average, long current) {}

    /**
     * Tells how fast it is.
     *
     * @param now monotonic time, in nanoseconds
     * @return as it is now
     */
    public Usage usage(long now) {
        long bytes = bytes();
        return new Usage(
                TimeUnit.NANOSECONDS.toSeconds(now - started),
                bytes,
                highest,
                bitRate(bytes, now - started),
                current);
    }
}
