package io.fairlead.cluster.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A connection to a Redis Cluster. The client itself asks all servers who holds what, and so leaves one that answers no
 * more.
 */
final class ClusterLine implements RedisLine {
    private final StatefulRedisClusterConnection<byte[], byte[]> connection;

    /** So long it is waited for masters at the start; one that is away then makes some commands fail, not all. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final long RETRY_MILLIS = 5;

    /** Takes the connection over. Blocks until it has a socket to each master that holds one of {@code keys}. */
    ClusterLine(StatefulRedisClusterConnection<byte[], byte[]> connection, List<byte[]> keys) {
        this.connection = connection;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        keys.forEach(key -> touch(key, deadline));
    }

    /**
     * The client connects to a master with the first command for it, and where commands are rejected while it is not
     * connected, it rejects this one.
     */
    private void touch(byte[] key, long deadline) {
        while (true) {
            try {
                connection.sync().exists(key);
                holderOf(key).thenCompose(holder -> holder.async().ping()).toCompletableFuture().join();
                return;
            } catch (RedisException | CompletionException e) {
                if (System.nanoTime() - deadline > 0) {
                    return;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS));
            }
        }
    }

    @Override
    public RedisClusterAsyncCommands<byte[], byte[]> commands() {
        return connection.async();
    }

    @Override
    public CompletionStage<StatefulRedisConnection<byte[], byte[]>> holderOf(byte[] key) {
        RedisClusterNode master = connection.getPartitions().getMasterBySlot(SlotHash.getSlot(key));
        if (master == null) {
            return CompletableFuture.failedStage(new RedisException("no master holds this key's slot"));
        }
        return connection.getConnectionAsync(master.getNodeId());
    }

    @Override
    public List<RedisClusterAsyncCommands<byte[], byte[]>> masters() {
        return connection.getPartitions().stream()
                .filter(node -> node.getRole().isUpstream() && !node.getSlots().isEmpty())
                .<RedisClusterAsyncCommands<byte[], byte[]>>map(
                        node -> connection.getConnection(node.getNodeId()).async())
                .toList();
    }

    @Override
    public void look() {
        // The client does.
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public void close() {
        connection.close();
    }
}
