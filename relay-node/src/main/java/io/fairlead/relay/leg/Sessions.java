package io.fairlead.relay.leg;

import io.fairlead.relay.RelayEvents;
import io.fairlead.relay.kernel.DataPath;
import io.fairlead.relay.limit.Bandwidth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The sessions that run on a node. Safe for use by any thread. */
public final class Sessions {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Set<RelaySession> running = ConcurrentHashMap.newKeySet();
    private final Set<RelaySession> hops = ConcurrentHashMap.newKeySet();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong bytesOfEnded = new AtomicLong();
    private final AtomicLong bytesOfEndedHops = new AtomicLong();
    private final PathTally tally = new PathTally();
    private final Bandwidth bandwidth;
    private final RelayEvents events;
    private final LongSupplier clock;
    private volatile boolean withdrawn;
    private volatile boolean draining;
    private volatile boolean paused;
    private volatile long drainingSince;

    // Written by the sweep.
    private long sweptAt;
    private volatile double bytesPerSecond;

    /**
     * None runs yet.
     *
     * @param bandwidth their shares
     * @param events    hears of begins and ends
     * @param clock     monotonic time, in nanoseconds
     */
    public Sessions(Bandwidth bandwidth, RelayEvents events, LongSupplier clock) {
        this.bandwidth = bandwidth;
        this.events = events;
        this.clock = clock;
        this.sweptAt = clock.getAsLong();
    }

    RelaySession begin(RelayLeg first, RelayLeg second) {
        long now = clock.getAsLong();
        RelaySession session = new RelaySession(numbers.incrementAndGet(), false, first, second, bandwidth.session(),
                now);
        running.add(session);
        events.sessionStarted(session.summary(now), running.size());
        return session;
    }

    /** A leg of this node is joined to one that another node holds. That node counts the session. */
    RelaySession beginHop(RelayLeg client, RelayLeg peer) {
        long now = clock.getAsLong();
        RelaySession hop = new RelaySession(numbers.incrementAndGet(), true, client, peer, bandwidth.session(), now);
        hops.add(hop);
        events.hopStarted(hop.summary(now), hops.size());
        return hop;
    }

    void ended(RelaySession session) {
        long now = clock.getAsLong();
        if (session.isHop() && hops.remove(session)) {
            bytesOfEndedHops.addAndGet(session.sweepLast(tally, now));
            events.hopEnded(session.summary(now), hops.size());
        } else if (running.remove(session)) {
            bytesOfEnded.addAndGet(session.sweepLast(tally, now));
            events.sessionEnded(session.summary(now), running.size());
        }
    }

    /**
     * Looks at all sessions. To be called about once a second, by one thread.
     *
     * @param node what they share
     */
    public void sweep(RelayNode node) {
        long now = clock.getAsLong();
        long bytes = bytesOfEnded.getAndSet(0);
        for (RelaySession session : running) {
            bytes += session.sweep(node, now, tally);
        }
        long hopBytes = bytesOfEndedHops.getAndSet(0);
        for (RelaySession hop : hops) {
            hopBytes += hop.sweep(node, now, tally);
        }
        bytesPerSecond = (bytes + hopBytes) * NANOS / Math.max(1, now - sweptAt);
        sweptAt = now;
        tally.takeBytes(events::carried);
        for (DataPath path : DataPath.values()) {
            events.onPath(path, tally.takeSessions(path));
        }
        events.heldUp(tally.takeHeldUp());
    }

    /**
     * Says how much the node carries, for its own sessions and for those that other nodes count.
     *
     * @return bytes per second, between the last two looks
     */
    public double bytesPerSecond() {
        return bytesPerSecond;
    }

    /**
     * Says whether nothing runs: no session, and no leg of one that another node counts.
     *
     * @return true when nothing does
     */
    public boolean isEmpty() {
        return running.isEmpty() && hops.isEmpty();
    }

    /**
     * Lists the sessions that this node counts.
     *
     * @return a copy
     */
    public List<RelaySession> running() {
        return List.copyOf(running);
    }

    /** New legs are still taken, but nobody is to be sent here any more. */
    public void withdraw() {
        withdrawn = true;
    }

    /**
     * Says whether nobody is to be sent here.
     *
     * @return true from {@link #withdraw} or {@link #drain} on, and while an operator wants it
     */
    public boolean isWithdrawn() {
        return withdrawn || isDraining();
    }

    /** New legs are refused from now on, but for those whose other half is parked here. */
    public void drain() {
        if (!draining) {
            drainingSince = clock.getAsLong();
            draining = true;
        }
    }

    /**
     * Says for how long new legs have been refused.
     *
     * @return in nanoseconds; 0 when they are not
     */
    public long drainingNanos() {
        return draining ? clock.getAsLong() - drainingSince : 0;
    }

    /**
     * An operator wants no new sessions here for a while: as {@link #drain}, which no operator takes back.
     *
     * @param wanted false = they are taken again, unless the relay is about to stop
     */
    public void pause(boolean wanted) {
        paused = wanted;
    }

    /**
     * Says whether new legs are refused.
     *
     * @return true from {@link #drain} on, and while an operator wants it
     */
    public boolean isDraining() {
        return draining || paused;
    }

    /**
     * Ends a session that this node counts.
     *
     * @param number of the session
     * @param why    noted as the reason
     * @return false when no such session runs
     */
    public boolean end(long number, EndReason why) {
        Optional<RelaySession> found = running.stream().filter(session -> session.number() == number).findFirst();
        found.ifPresent(session -> session.end(why));
        return found.isPresent();
    }

    /** Ends all sessions. */
    public void stop() {
        running.forEach(session -> session.end(EndReason.STOPPED));
        hops.forEach(hop -> hop.end(EndReason.STOPPED));
    }
}
