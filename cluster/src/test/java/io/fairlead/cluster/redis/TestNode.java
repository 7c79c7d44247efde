package io.fairlead.cluster.redis;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.HeldRoutes;
import io.fairlead.cluster.peer.Located;
import io.fairlead.cluster.peer.MoveOutcome;
import io.fairlead.cluster.peer.OnlineStates;
import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.peer.RouteClaim;
import io.fairlead.cluster.peer.StoreOutcome;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What a node has of Redis, closed with its registry. Other nodes that it tells of have a lease, too. */
final class TestNode implements PeerRegistry {
    private final RedisStore store;
    private final List<NodeLeases> leases = new ArrayList<>();
    private final RedisPeerRegistry registry;
    private boolean closed;

    private TestNode(RedisConfig config, Duration longestMove, String... nodeIds) throws InterruptedException {
        store = RedisStore.connect(config, Duration.ofSeconds(10));
        try {
            for (String nodeId : nodeIds) {
                leases.addFirst(NodeLeases.open(store, nodeId, "at " + nodeId));
            }
            registry = RedisPeerRegistry.open(store, leases.getFirst(), longestMove);
        } catch (RedisUnreachableException e) {
            leases.forEach(NodeLeases::close);
            store.close();
            throw e;
        }
    }

    /** The last of the ids is the node's own. */
    static TestNode open(RedisConfig config, String... nodeIds) throws InterruptedException {
        return new TestNode(config, RedisMoves.LONGEST, nodeIds);
    }

    static TestNode open(RedisConfig config, Duration longestMove, String nodeId) throws InterruptedException {
        return new TestNode(config, longestMove, nodeId);
    }

    RedisStore store() {
        return store;
    }

    NodeLeases leases() {
        return leases.getFirst();
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public CompletionStage<Located> locate(String id) {
        return registry.locate(id);
    }

    @Override
    public CompletionStage<StoreOutcome> store(DeviceIdentity identity, Optional<DeviceIdentity> expected) {
        return registry.store(identity, expected);
    }

    @Override
    public CompletionStage<StoreOutcome> restore(DeviceIdentity identity) {
        return registry.restore(identity);
    }

    @Override
    public CompletionStage<MoveOutcome> move(DeviceIdentity device, String newId, Duration hold) {
        return registry.move(device, newId, hold);
    }

    @Override
    public CompletionStage<RouteClaim> claimRoute(
            String id, String nodeId, Transport transport, InetSocketAddress observed, Duration heardAgo) {
        return registry.claimRoute(id, nodeId, transport, observed, heardAgo);
    }

    @Override
    public void releaseRoute(String id, long fence) {
        registry.releaseRoute(id, fence);
    }

    @Override
    public CompletionStage<OnlineStates> online(List<String> ids) {
        return registry.online(ids);
    }

    @Override
    public void askForRoutes(HeldRoutes node) {
        registry.askForRoutes(node);
    }

    @Override
    public void onLost(Runnable lost) {
        registry.onLost(lost);
    }

    /** The registry at once; the connection only when what was asked before is answered. */
    @Override
    public void close() {
        registry.close();
    }

    /** All of it. */
    void end() {
        if (!closed) {
            closed = true;
            registry.close();
            leases.forEach(NodeLeases::close);
            store.close();
        }
    }
}
