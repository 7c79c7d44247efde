package io.fairlead.cluster.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A connection to a Redis Cluster. The client itself asks all servers who holds what, and so leaves one that answers no
 * more.
 */
final class ClusterLine implements RedisLine {
    private final StatefulRedisClusterConnection<byte[], byte[]> connection;

    ClusterLine(StatefulRedisClusterConnection<byte[], byte[]> connection) {
        this.connection = connection;
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
