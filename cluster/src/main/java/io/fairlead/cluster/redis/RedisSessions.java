package io.fairlead.cluster.redis;

import io.fairlead.cluster.relay.LocalSessions;
import io.fairlead.cluster.relay.SessionDirectory;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The sessions of nodes that share a Redis. A session that is not known here is asked for in Redis at once, and again
 * every 200 ms for as long as it is waited for; what this process announces itself, or has once found, is known from
 * memory. While Redis does not answer, sessions of other nodes are not known: {@link #announced} is false for them when
 * its patience ends, as nobody may use a relay only because its store is away. Safe for use by any thread.
 */
public final class RedisSessions implements SessionDirectory, AutoCloseable {
    private static final long AGAIN_MILLIS = 200;

    /** Each is five commands a second, of the 100,000 and more that a Redis answers. */
    private static final int MOST_ASKED_FOR = 5000;

    private final RedisStore store;
    private final Duration known;
    private final LocalSessions here;
    private final ConcurrentMap<String, CompletableFuture<Boolean>> askedFor = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("redis-sessions").daemon().factory());

    /**
     * Uses a connection, which stays the caller's to close.
     *
     * @param store    the connection
     * @param known    how long a session is known, 1 ms or more; 60 s in a server
     * @param patience an unknown session is waited for so long; 3 s in a server
     */
    public RedisSessions(RedisStore store, Duration known, Duration patience) {
        this.store = Objects.requireNonNull(store, "store");
        this.known = Objects.requireNonNull(known, "known");
        this.here = new LocalSessions(System::nanoTime, patience);
    }

    @Override
    public void announce(String uuid) {
        here.announce(uuid);
        CompletionStage<Boolean> _ = Attempt.of(
                () -> store.commands().set(store.keys().session(uuid), new byte[0], SetArgs.Builder.px(known)),
                _ -> true,
                false);
    }

    @Override
    public CompletionStage<Boolean> announced(String uuid) {
        CompletableFuture<Boolean> waiting = here.announced(uuid).toCompletableFuture();
        if (waiting.isDone()) {
            return waiting;
        }
        if (askedFor.size() >= MOST_ASKED_FOR && !askedFor.containsKey(uuid)) {
            return CompletableFuture.completedStage(false);
        }
        CompletableFuture<Boolean> before = askedFor.putIfAbsent(uuid, waiting);
        if (before == null || (before.isDone() && askedFor.replace(uuid, before, waiting))) {
            CompletionStage<Boolean> _ = waiting.whenComplete((_, _) -> askedFor.remove(uuid, waiting));
            ask(uuid, waiting);
        }
        return waiting;
    }

    private void ask(String uuid, CompletableFuture<Boolean> waiting) {
        CompletionStage<Void> _ = Attempt
                .of(() -> store.commands().exists(store.keys().session(uuid)), found -> found > 0, false)
                .thenAccept(found -> {
                    if (found) {
                        here.announce(uuid);
                    } else if (!waiting.isDone()) {
                        later(() -> ask(uuid, waiting));
                    }
                });
    }

    private void later(Runnable again) {
        try {
            ScheduledFuture<?> _ = timer.schedule(again, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Closed: who waits is told when its patience ends.
            return;
        }
    }

    /** Ends the questions to Redis. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
