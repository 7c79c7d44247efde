package io.fairlead.relay.leg;

import io.fairlead.relay.kernel.DataPath;
import io.fairlead.relay.limit.AddressList;
import io.fairlead.relay.limit.SessionBandwidth;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Two legs that belong together, and what they have carried. Counted by both legs' event loops, read by any thread. */
public final class RelaySession {
    private static final int BITS = 8;
    private static final int LEGS = 2;

    /** The holder's clock ends a session that is idle; that of the other node only when the holder's could not. */
    private static final long HOP_GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final long number;
    private final boolean hop;
    private final LegSummary first;
    private final LegSummary second;
    private final SessionBandwidth bandwidth;
    private final long started;
    private final Direction toSecond = new Direction();
    private final Direction toFirst = new Direction();
    private final AtomicReference<EndReason> reason = new AtomicReference<>();
    private final AtomicInteger closedLegs = new AtomicInteger();
    private volatile long lastByte;
    private volatile long unsentToFirst;
    private volatile long unsentToSecond;
    private volatile DataPath path;
    private volatile Carrier carrier;
    private volatile boolean abandoned;

    // Written by the sweep.
    private long sweptBytes;
    private long sweptAt;
    private volatile long current;
    private volatile long highest;

    RelaySession(long number, boolean hop, RelayLeg first, RelayLeg second, SessionBandwidth bandwidth, long now) {
        this.number = number;
        this.hop = hop;
        this.first = first.summary();
        this.second = second.summary();
        this.bandwidth = bandwidth;
        this.started = now;
        this.lastByte = now;
        this.sweptAt = now;
        this.path = DataPath.NETTY;
        this.carrier = new LegCarrier(first, second);
    }

    long number() {
        return number;
    }

    SessionBandwidth bandwidth() {
        return bandwidth;
    }

    /** The legs have given their connections up. */
    void carriedBy(Carrier carries) {
        carrier = carries;
        if (abandoned) {
            // It was ended at the same time, by who knew only of the legs.
            carries.abandon();
        }
    }

    /** Whether the second leg is on its way to another node, which counts the session. */
    boolean isHop() {
        return hop;
    }

    /** Counts what one side sent. */
    void count(boolean fromFirst, int bytes, DataPath by, long now) {
        direction(fromFirst).count(bytes, by);
        path = by;
        lastByte = now;
    }

    /** Counts what one side sent through Netty; answers how long it is not to be read, in nanoseconds. */
    long forwarded(boolean fromFirst, int bytes, long now) {
        count(fromFirst, bytes, DataPath.NETTY, now);
        return bandwidth.charge(fromFirst, bytes, now);
    }

    /** What the first side sends, or the second. */
    Direction direction(boolean fromFirst) {
        return fromFirst ? toSecond : toFirst;
    }

    long bytes() {
        return toSecond.bytes() + toFirst.bytes();
    }

    /** A leg is closed, be it before it was joined. */
    void legClosed(RelayNode node) {
        noteEnd(EndReason.CLOSED);
        if (closedLegs.incrementAndGet() == LEGS) {
            node.sessions().ended(this);
        }
    }

    /** Ends the session; the first reason stays, such as that of a side that went while the other one stalls. */
    void end(EndReason why) {
        noteEnd(why);
        abandoned = true;
        carrier.abandon();
    }

    /** Notes why a side went, should nobody have ended the session before. */
    void noteEnd(EndReason why) {
        reason.compareAndSet(null, why);
    }

    /** Looks at the session about once a second; answers the bytes forwarded since the last look. */
    synchronized long sweep(RelayNode node, long now, PathTally tally) {
        long bytes = bytes();
        long grown = bytes - sweptBytes;
        current = bitRate(grown, now - sweptAt);
        highest = Math.max(highest, current);
        tell(tally, bytes, now);
        tally.addSession(path);
        sweptAt = now;
        review(node, now);
        if (touches(node.blocklist())) {
            end(EndReason.BLOCKED);
        } else {
            endIfIdle(node, now);
        }
        return grown;
    }

    /**
     * Ends the session when neither side has sent or taken anything for long. What the kernel holds for a slow reader
     * may take minutes to arrive, while nothing comes through here: what is left of it tells that it moves.
     */
    private void endIfIdle(RelayNode node, long now) {
        long idle = node.timeouts().idle().toNanos() + (hop ? HOP_GRACE_NANOS : 0);
        if (now - lastByte >= idle) {
            end(EndReason.IDLE);
        } else if (now - lastByte >= idle / 2) {
            carrier.look(node.kernel(), (ofFirst, bytes) -> unsent(ofFirst, bytes, now));
        }
    }

    private void unsent(boolean ofFirst, long bytes, long now) {
        long before = ofFirst ? unsentToFirst : unsentToSecond;
        if (ofFirst) {
            unsentToFirst = bytes;
        } else {
            unsentToSecond = bytes;
        }
        if (bytes < before && before > 0 && bytes >= 0) {
            lastByte = now;
        }
    }

    /** Looks anew at how fast the session may be. */
    void review(RelayNode node, long now) {
        bandwidth.review(bytes(), touches(node.blacklist()), now);
    }

    private boolean touches(AddressList list) {
        return list.contains(first.from().getAddress()) || list.contains(second.from().getAddress());
    }

    /** Adds what each path has carried since the last look, and takes note of it. */
    private void tell(PathTally tally, long bytes, long now) {
        boolean webSocket = first.kind() == LegKind.WEBSOCKET || second.kind() == LegKind.WEBSOCKET;
        String plain = webSocket ? Traffic.WEBSOCKET : DataPath.NETTY.label();
        toSecond.tell(tally, hop, true, plain, now);
        toFirst.tell(tally, hop, false, plain, now);
        sweptBytes = bytes;
    }

    /** The session has ended: adds what nobody has looked at; answers how many bytes that are. */
    synchronized long sweepLast(PathTally tally, long now) {
        long bytes = bytes();
        long grown = bytes - sweptBytes;
        tell(tally, bytes, now);
        return grown;
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
                first,
                second,
                toSecond.bytes(),
                toFirst.bytes(),
                now - started,
                path,
                toSecond.spliced() + toFirst.spliced(),
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
