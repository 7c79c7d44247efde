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
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A process's one connection to Redis, whichever kind it is. Commands of all threads share it and are sent in the order
 * that they are given. Reconnects by itself; while Redis is away commands fail at once instead of queueing up.
 */
public final class RedisStore implements AutoCloseable {
    /** So many commands may wait for their answers; more fail at once. Each is some hundred bytes. */
    private static final int MOST_WAITING = 200_000;

    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(10);
    private static final long CLOSE_SECONDS = 2;

    /** How often it is looked whether connections still are good for something. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** The client's own waits up to 30 s, which would be the longest part of an outage. */
    private static final Delay RECONNECT = Delay.equalJitter(
            Duration.ofMillis(50), Duration.ofSeconds(1), 50, TimeUnit.MILLISECONDS);

    private final RedisConfig config;
    private final RedisKeys keys;
    private final AbstractRedisClient client;
    private final RedisLine line;
    private final List<RedisLine> lines;
    private final ReplicatedWrites durable;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("redis-watch").factory());
    private final RedisEvents events;
    private final ClientResources resources;

    private RedisStore(RedisConfig config, RedisEvents events) {
        this.config = config;
        this.events = events;
        this.resources = ClientResources.builder()
                .reconnectDelay(RECONNECT)
                .commandLatencyRecorder(new CommandTimes(events))
                .build();
        this.keys = new RedisKeys(config.prefix());
        RedisUrl url = RedisUrl.parse(config.url());
        url.nodes().forEach(this::complete);
        Supplier<RedisLine> connect;
        if (url.kind() == RedisUrl.Kind.CLUSTER) {
            RedisClusterClient cluster = RedisClusterClient.create(resources, url.nodes());
            cluster.setOptions(clusterOptions());
            this.client = cluster;
            List<byte[]> spread = IntStream.range(0, RedisKeys.BUCKETS).mapToObj(keys::epoch).toList();
            connect = () -> new ClusterLine(cluster.connect(ByteArrayCodec.INSTANCE), spread);
        } else {
            RedisClient single = RedisClient.create(resources, url.nodes().getFirst());
            single.setOptions(options(ClientOptions.builder()).build());
            this.client = single;
            connect = () -> new SingleLine(single, url.nodes().getFirst());
        }
        this.line = orShutDown(connect);
        this.lines = config.replicas() == 0 ? List.of(line) : List.of(line, orShutDown(connect));
        this.durable = new ReplicatedWrites(
                lines.getLast(), config.replicas(), config.timeout().multipliedBy(3).dividedBy(4));
        watch.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
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
        return connect(config, patience, RedisEvents.NONE);
    }

    /**
     * Connects, as {@link #connect(RedisConfig, Duration)} does.
     *
     * @param config   where Redis is
     * @param patience how long it is tried
     * @param events   hears of all commands
     * @return the connection
     * @throws RedisUnreachableException when Redis did not answer in that time, or refuses us
     * @throws InterruptedException      when the thread is interrupted
     */
    public static RedisStore connect(RedisConfig config, Duration patience, RedisEvents events)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return new RedisStore(config, events);
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
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private void complete(RedisURI uri) {
        // For the handshake; a client that is only starting is slow at first.
        uri.setTimeout(config.timeout().compareTo(HANDSHAKE_TIMEOUT) > 0 ? config.timeout() : HANDSHAKE_TIMEOUT);
        uri.setClientName("fairlead");
        config.password().ifPresent(uri::setAuthentication);
    }

    private ClusterClientOptions clusterOptions() {
        ClusterTopologyRefreshOptions refresh = ClusterTopologyRefreshOptions.builder()
                .enablePeriodicRefresh(TOPOLOGY_REFRESH)
                .adaptiveRefreshTriggersTimeout(LOOK)
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
                // Sent again after a reconnect, a write that was carried out would find itself in its way.
                .replayFilter(command -> true)
                .requestQueueSize(MOST_WAITING)
                .timeoutOptions(TimeoutOptions.enabled(config.timeout()))
                .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build());
    }

    private <C> C orShutDown(Supplier<C> connect) {
        try {
            return connect.get();
        } catch (RedisException e) {
            shutDown();
            throw e;
        }
    }

    private void shutDown() {
        watch.shutdownNow();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(CLOSE_SECONDS));
        resources.shutdown(0, CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        lines.forEach(RedisLine::look);
    }

    RedisConfig config() {
        return config;
    }

    RedisKeys keys() {
        return keys;
    }

    /** Where commands go at the moment; not to be kept. */
    RedisClusterAsyncCommands<byte[], byte[]> commands() {
        return line.commands();
    }

    /** Whether keys are spread over several masters. */
    boolean isCluster() {
        return client instanceof RedisClusterClient;
    }

    /** The masters, each to be asked on its own. */
    List<RedisClusterAsyncCommands<byte[], byte[]>> masters() {
        return line.masters();
    }

    /** Runs a script; the first time in a Redis' life its source is sent. All keys must lie in one slot. */
    <T> CompletionStage<T> run(LuaScript script, ScriptOutputType type, byte[][] scriptKeys, byte[]... arguments) {
        return orWithSource(
                () -> commands().<T>evalsha(script.sha1(), type, scriptKeys, arguments),
                () -> commands().<T>eval(script.source(), type, scriptKeys, arguments));
    }

    /** As {@link #run}, but it fails when the configured number of replicas has not got what was written, too. */
    <T> CompletionStage<T> runDurably(LuaScript script, ScriptOutputType type, byte[][] scriptKeys,
            byte[]... arguments) {
        if (config.replicas() == 0) {
            return run(script, type, scriptKeys, arguments);
        }
        return orWithSource(
                () -> durable.write(scriptKeys[0],
                        redis -> redis.<T>evalsha(script.sha1(), type, scriptKeys, arguments)),
                () -> durable.write(scriptKeys[0],
                        redis -> redis.<T>eval(script.source(), type, scriptKeys, arguments)));
    }

    private <T> CompletionStage<T> orWithSource(Supplier<CompletionStage<T>> bySha1,
            Supplier<CompletionStage<T>> bySource) {
        // Also when the command cannot even be given, as after the close.
        return CompletableFuture.completedStage(bySha1)
                .thenCompose(Supplier::get)
                .<CompletionStage<T>>handle((answer, failure) -> isMissing(failure)
                        ? bySource.get()
                        : failure == null
                                ? CompletableFuture.completedStage(answer)
                                : CompletableFuture.failedStage(failure))
                .thenCompose(Function.identity())
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        events.failed();
                    }
                });
    }

    /** Sends scripts ahead, so that the order of what is run is the order in which it is given from the start. */
    CompletionStage<Void> load(List<LuaScript> scripts) {
        return CompletableFuture.allOf(scripts.stream()
                .map(script -> commands().scriptLoad(script.source()).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
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
        return line.isOpen();
    }

    /** Closes the connection. Later commands fail. */
    @Override
    public void close() {
        lines.forEach(RedisLine::close);
        shutDown();
    }
}
