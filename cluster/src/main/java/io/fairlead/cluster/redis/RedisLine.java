package io.fairlead.cluster.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** One connection, which may have several sockets. Safe for use by any thread. */
interface RedisLine {
    /** Where commands go; another object after the connection was replaced. */
    RedisClusterAsyncCommands<byte[], byte[]> commands();

    /** The one connection to the server that holds a key, for commands that belong together. */
    CompletionStage<StatefulRedisConnection<byte[], byte[]>> holderOf(byte[] key);

    /** One for each master. */
    List<RedisClusterAsyncCommands<byte[], byte[]>> masters();

    /** Looks, called each second, whether Redis still answers, and replaces a connection that is good for nothing. */
    void look();

    boolean isOpen();

    void close();
}
