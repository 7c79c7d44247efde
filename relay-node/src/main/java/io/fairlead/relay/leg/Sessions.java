package io.fairlead.relay.leg;

import io.fairlead.relay.RelayEvents;
import io.fairlead.relay.limit.Bandwidth;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The sessions that run on a node. Safe for use by any thread. */
public final class Sessions {
    private final Set<RelaySession> running = ConcurrentHashMap.newKeySet();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong bytesOfEnded = new AtomicLong();
    private final Bandwidth bandwidth;
    private final RelayEvents events;
    private final LongSupplier clock;
    private volatile boolean draining;

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
    }

    RelaySession begin(RelayLeg first, RelayLeg second) {
        long now = clock.getAsLong();
        RelaySession session = new RelaySession(numbers.incrementAndGet(), first, second, bandwidth.session(), now);
        running.add(session);
        events.sessionStarted(session.summary(now), running.size());
        return session;
    }

    void ended(RelaySession session) {
        if (running.remove(session)) {
            bytesOfEnded.addAndGet(session.unswept());
            events.sessionEnded(session.summary(clock.getAsLong()), running.size());
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
            bytes += session.sweep(node, now);
        }
        events.forwarded(bytes);
    }

    /**
     * Lists them.
     *
     * @return a copy
     */
    public List<RelaySession> running() {
        return List.copyOf(running);
    }

    /** New legs are refused from now on, but for those whose other half is parked here. */
    public void drain() {
        draining = true;
    }

    boolean draining() {
        return draining;
    }

    /** Ends all sessions. */
    public void stop() {
        running.forEach(session -> session.end(EndReason.STOPPED));
    }
}
