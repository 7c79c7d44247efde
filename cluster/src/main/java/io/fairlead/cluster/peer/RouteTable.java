package io.fairlead.cluster.peer;

import io.fairlead.cluster.Transport;
import java.net.InetSocketAddress;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The routes of a node that is alone, in memory: they end with the process, and the devices' next heartbeats make them
 * anew. Safe for use by any thread. Holds one entry per device that is online, so who claims bounds it.
 */
final class RouteTable {
    private final ConcurrentHashMap<String, Route> routes = new ConcurrentHashMap<>();
    private final AtomicLong lastFence = new AtomicLong();

    Optional<Route> find(String id) {
        return Optional.ofNullable(routes.get(id));
    }

    /** Makes the route; the fence is drawn while the entry is held, so of two claims the later has the larger. */
    long claim(String id, String nodeId, Transport transport, InetSocketAddress observed) {
        return routes.compute(id,
                (key, former) -> new Route(nodeId, transport, observed, lastFence.incrementAndGet())).fence();
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
