package io.fairlead.cluster.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A process's one connection to Redis, whichever kind it is. Commands of all threads share it and are sent in the order
 * that they are given. Reconnects by itself; while Redis is away commands fail at once instead of queueing up.
 */
public final class RedisStore implements AutoCloseable {
    /** So many commands may wait for their answers; more fail at once. Each is some hundred bytes. */
    private static final int MOST_WAITING = 200_000;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(10);
    private static final long CLOSE_SECONDS = 2;

    private final RedisConfig config;
    private final RedisKeys keys;
    private final AbstractRedisClient client;
    private final StatefulConnection<byte[], byte[]> connection;
    private final RedisClusterAsyncCommands<byte[], byte[]> commands;

    private RedisStore(RedisConfig config) {
        this.config = config;
        this.keys = new RedisKeys(config.prefix());
        RedisUrl url = RedisUrl.parse(config.url());
        url.nodes().forEach(this::complete);
        if (url.kind() == RedisUrl.Kind.CLUSTER) {
            RedisClusterClient cluster = RedisClusterClient.create(url.nodes());
            cluster.setOptions(clusterOptions());
            this.client = cluster;
            StatefulRedisClusterConnection<byte[], byte[]> connected = orShutDown(
                    () -> cluster.connect(ByteArrayCodec.INSTANCE));
            this.connection = connected;
            this.commands = connected.async();
        } else {
            RedisClient single = RedisClient.create(url.nodes().getFirst());
            single.setOptions(options(ClientOptions.builder()).build());
            this.client = single;
            StatefulRedisConnection<byte[], byte[]> connected = orShutDown(
                    () -> single.connect(ByteArrayCodec.INSTANCE));
            this.connection = connected;
            this.commands = connected.async();
        }
    }

    /**
     * Connects. Blocks until it has, or until {@code patience} has passed: a Redis that starts at the same time as this
     * process may take a while.
     *
     * @param config   where Redis is
     * @param patience how long it is tried
     * @return the connection
     * @throws RedisUnreachableException when Redis did not answer in that time, or refuses us
     * @throws InterruptedException      when the thread is interrupted
     */
    public static RedisStore connect(RedisConfig config, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return new RedisStore(config);
            } catch (RedisException e) {
                if (System.nanoTime() - deadline >= 0) {
                    throw new RedisUnreachableException(
                            "redis: " + RedisUrl.parse(config.url()).shown() + " cannot be used: " + reason(e), e);
                }
                TimeUnit.MILLISECONDS.sleep(Math.min(500, Math.max(1, patience.toMillis() / 10)));
            }
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    private void complete(RedisURI uri) {
        uri.setTimeout(config.timeout());
        uri.setClientName("fairlead");
        config.password().ifPresent(uri::setAuthentication);
    }

    private ClusterClientOptions clusterOptions() {
        ClusterTopologyRefreshOptions refresh = ClusterTopologyRefreshOptions.builder()
                .enablePeriodicRefresh(TOPOLOGY_REFRESH)
                .build();
        ClusterClientOptions.Builder builder = ClusterClientOptions.builder().topologyRefreshOptions(refresh);
        options(builder);
        return builder.build();
    }

    private ClientOptions.Builder options(ClientOptions.Builder builder) {
        config.ca().ifPresent(ca -> builder.sslOptions(
                SslOptions.builder().jdkSslProvider().trustManager(ca.toFile()).build()));
        return builder
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MOST_WAITING)
                .timeoutOptions(TimeoutOptions.enabled(config.timeout()))
                .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build());
    }

    private <C> C orShutDown(Supplier<C> connect) {
        try {
            return connect.get();
        } catch (RedisException e) {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(CLOSE_SECONDS));
            throw e;
        }
    }

    RedisConfig config() {
        return config;
    }

    RedisKeys keys() {
        return keys;
    }

    RedisClusterAsyncCommands<byte[], byte[]> commands() {
        return commands;
    }

    /** Runs a script; the first time in a Redis' life its source is sent. All keys must lie in one slot. */
    <T> CompletionStage<T> run(LuaScript script, ScriptOutputType type, byte[][] scriptKeys, byte[]... arguments) {
        return commands.<T>evalsha(script.sha1(), type, scriptKeys, arguments)
                .<CompletionStage<T>>handle((answer, failure) -> isMissing(failure)
                        ? commands.<T>eval(script.source(), type, scriptKeys, arguments)
                        : failure == null
                                ? CompletableFuture.completedStage(answer)
                                : CompletableFuture.failedStage(failure))
                .thenCompose(Function.identity());
    }

    private static boolean isMissing(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RedisNoScriptException;
    }

    /**
     * Says whether commands have a chance at the moment.
     *
     * @return false while Redis is away
     */
    public boolean isConnected() {
        return connection.isOpen();
    }

    /** Closes the connection. Later commands fail. */
    @Override
    public void close() {
        connection.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(CLOSE_SECONDS));
    }
}
