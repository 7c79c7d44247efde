package io.fairlead.cluster.redis;

import io.fairlead.cluster.courier.RequesterDirectory;
import io.lettuce.core.ScriptOutputType;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** The requesters of nodes that share a Redis. Safe for use by any thread. */
public final class RedisRequesters implements RequesterDirectory {
    private static final LuaScript HOLD = LuaScript.load("hold-requester.lua");

    private final RedisStore store;
    private final byte[] lease;

    /**
     * Uses a connection, which stays the caller's to close.
     *
     * @param store the connection
     * @param lease an address is forgotten so long after its last hold, 1 ms or more; 30 s in a server
     */
    public RedisRequesters(RedisStore store, Duration lease) {
        this.store = Objects.requireNonNull(store, "store");
        this.lease = Bytes.of(lease.toMillis());
    }

    @Override
    public CompletionStage<Void> hold(InetSocketAddress requester, String nodeId) {
        return Attempt.of(
                () -> store.<Long>run(HOLD, ScriptOutputType.INTEGER, new byte[][]{key(requester)}, Bytes.of(nodeId),
                        lease),
                _ -> null,
                null);
    }

    @Override
    public CompletionStage<Void> release(InetSocketAddress requester, String nodeId) {
        return Attempt.of(() -> store.commands().srem(key(requester), Bytes.of(nodeId)), _ -> null, null);
    }

    @Override
    public CompletionStage<Found> find(InetSocketAddress requester) {
        return Attempt.of(
                () -> store.commands().smembers(key(requester)),
                nodes -> new Found.Nodes(nodes.stream().map(Bytes::text).collect(Collectors.toSet())),
                new Found.Unavailable());
    }

    private byte[] key(InetSocketAddress requester) {
        return store.keys().requester(RequesterDirectory.text(requester));
    }
}
