package io.fairlead.cluster.courier;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * The requesters of nodes that run in one process, in memory. Answers on the caller's thread; safe for use by any
 * thread.
 */
public final class LocalRequesters implements RequesterDirectory {
    /** So many addresses are remembered, the last ones: some 6,000 introductions a second. */
    private static final int MOST = 200_000;

    private record Hold(Set<String> nodes, long since) {}

    private final LongSupplier clock;
    private final Duration lease;
    private final Map<String, Hold> holds = new LinkedHashMap<>();

    /**
     * Nobody is held yet.
     *
     * @param clock monotonic time, in nanoseconds
     * @param lease an address is forgotten so long after its last hold; 30 s in a server
     */
    public LocalRequesters(LongSupplier clock, Duration lease) {
        this.clock = clock;
        this.lease = lease;
    }

    @Override
    public synchronized CompletionStage<Void> hold(InetSocketAddress requester, String nodeId) {
        long now = clock.getAsLong();
        forgetOld(now);
        // Again at the end of the map, where the youngest are.
        String key = RequesterDirectory.text(requester);
        Hold before = holds.remove(key);
        Set<String> nodes = before == null ? new HashSet<>() : before.nodes();
        nodes.add(nodeId);
        holds.put(key, new Hold(nodes, now));
        return CompletableFuture.completedStage(null);
    }

    private void forgetOld(long now) {
        var oldest = holds.values().iterator();
        while (oldest.hasNext() && (isOld(oldest.next(), now) || holds.size() >= MOST)) {
            oldest.remove();
        }
    }

    private boolean isOld(Hold hold, long now) {
        return now - hold.since() >= lease.toNanos();
    }

    @Override
    public synchronized CompletionStage<Void> release(InetSocketAddress requester, String nodeId) {
        Hold hold = holds.get(RequesterDirectory.text(requester));
        if (hold != null && hold.nodes().remove(nodeId) && hold.nodes().isEmpty()) {
            holds.remove(RequesterDirectory.text(requester));
        }
        return CompletableFuture.completedStage(null);
    }

    @Override
    public synchronized CompletionStage<Found> find(InetSocketAddress requester) {
        Hold hold = holds.get(RequesterDirectory.text(requester));
        boolean isHeld = hold != null && !isOld(hold, clock.getAsLong());
        return CompletableFuture.completedStage(new Found.Nodes(isHeld ? hold.nodes() : Set.of()));
    }
}
