package io.fairlead.cluster.peer;

import io.fairlead.cluster.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The routes of a node that is alone, in memory: they end with the process, and the devices' next heartbeats make them
 * anew. Safe for use by any thread. Holds one entry per device that is online, so who claims bounds it.
 */
final class RouteTable {
    private final ConcurrentHashMap<String, Route> routes = new ConcurrentHashMap<>();
    private final LongSupplier clock;
    private final long started;

    /** A fence of a route that ended says nothing any more: only claims of routes that are there are compared. */
    RouteTable(LongSupplier clock) {
        this.clock = clock;
        this.started = clock.getAsLong() - 1;
    }

    Optional<Route> find(String id) {
        return Optional.ofNullable(routes.get(id));
    }

    /**
     * Makes the route, unless the one that is there was heard later. A fence is the moment that the device was heard,
     * in nanoseconds, or a little more: of two claims for one moment the later has the larger.
     */
    RouteClaim claim(String id, String nodeId, Transport transport, InetSocketAddress observed, Duration heardAgo) {
        long heard = clock.getAsLong() - started - heardAgo.toNanos();
        RouteClaim[] outcome = new RouteClaim[1];
        routes.compute(id, (key, held) -> {
            if (held != null && held.fence() > heard && !held.nodeId().equals(nodeId)) {
                outcome[0] = new RouteClaim.Superseded();
                return held;
            }
            long fence = Math.max(Math.max(1, heard), held == null ? 1 : held.fence() + 1);
            Optional<String> former = Optional.ofNullable(held).map(Route::nodeId).filter(node -> !node.equals(nodeId));
            outcome[0] = new RouteClaim.Claimed(fence, former);
            return new Route(nodeId, transport, observed, fence);
        });
        return outcome[0];
    }

    void release(String id, long fence) {
        routes.computeIfPresent(id, (key, route) -> route.fence() == fence ? null : route);
    }

    void end(String id) {
        routes.remove(id);
    }

    BitSet online(List<String> ids) {
        BitSet online = new BitSet(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            online.set(i, routes.containsKey(ids.get(i)));
        }
        return online;
    }
}
