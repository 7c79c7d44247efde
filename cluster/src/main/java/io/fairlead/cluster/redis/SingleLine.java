package io.fairlead.cluster.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A connection to one server, or to the one that Sentinels name. A server that has vanished, or stands still, closes no
 * connection, and meanwhile the Sentinels name another one: who hears nothing for some seconds connects anew.
 */
final class SingleLine implements RedisLine {
    /** So many questions, one a second, go without an answer first. Sentinels need longer to choose another server. */
    private static final int SILENT = 4;

    private final RedisClient client;
    private final RedisURI uri;
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile StatefulRedisConnection<byte[], byte[]> connection;
    private volatile boolean connecting;
    private volatile boolean closed;

    /** Connects; blocks until it has. */
    SingleLine(RedisClient client, RedisURI uri) {
        this.client = client;
        this.uri = uri;
        this.connection = client.connect(ByteArrayCodec.INSTANCE);
    }

    @Override
    public RedisClusterAsyncCommands<byte[], byte[]> commands() {
        return connection.async();
    }

    @Override
    public CompletionStage<StatefulRedisConnection<byte[], byte[]>> holderOf(byte[] key) {
        return CompletableFuture.completedStage(connection);
    }

    @Override
    public List<RedisClusterAsyncCommands<byte[], byte[]>> masters() {
        return List.of(connection.async());
    }

    /** While it knows that it is not connected, the client itself tries. Called by one thread. */
    @Override
    public void look() {
        if (closed || connecting) {
            return;
        }
        if (connection.isOpen() && unanswered.getAndIncrement() >= SILENT) {
            connectAnew();
            return;
        }
        connection.async().ping().thenRun(() -> unanswered.set(0));
    }

    private void connectAnew() {
        connecting = true;
        client.connectAsync(ByteArrayCodec.INSTANCE, uri).whenComplete((fresh, failure) -> {
            if (fresh != null) {
                StatefulRedisConnection<byte[], byte[]> former = connection;
                connection = fresh;
                unanswered.set(0);
                former.closeAsync();
                if (closed) {
                    fresh.closeAsync();
                }
            }
            connecting = false;
        });
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public void close() {
        closed = true;
        connection.close();
    }
}
