package io.fairlead.cluster.redis;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which rendezvous nodes live, by Redis' clock: each renews its lease, and learns with it who else has one. While Redis
 * does not answer, what was last known stays.
 *
 * <p>Safe for use by any thread.
 */
public final class NodeLeases implements AutoCloseable {
    /** How long a node that renews no more counts as living. */
    public static final Duration LEASE = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(NodeLeases.class);
    private static final Duration PERIOD = Duration.ofMillis(500);

    /** A node that nobody has told us of may have just come: it is asked for, but no oftener. */
    private static final long LEAST_GAP_NANOS = Duration.ofMillis(50).toNanos();

    private static final LuaScript SCRIPT = LuaScript.load("lease.lua");

    private final RedisStore store;
    private final String nodeId;
    private final RedisFailureLog failures = new RedisFailureLog(System::nanoTime);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("redis-leases").factory());
    private volatile String told;
    private volatile Map<String, String> live = Map.of();
    private final AtomicReference<CompletableFuture<Void>> looking = new AtomicReference<>();
    private volatile long lastAsked;
    private volatile boolean closed;
    private volatile boolean renewed;
    private volatile long keepUntil;
    private volatile Map<String, String> kept = Map.of();

    private NodeLeases(RedisStore store, String nodeId, String told) {
        this.store = store;
        this.nodeId = nodeId;
        this.told = told;
    }

    /**
     * Takes a lease and keeps it until {@link #close}. Blocks until Redis has answered once.
     *
     * @param store  the connection, which stays the caller's
     * @param nodeId this node, by a name that no process had before; not empty
     * @param told   what others shall know of it, such as the address that it is reached at
     * @return the leases, with all nodes that live now
     * @throws RedisUnreachableException when Redis did not answer
     */
    public static NodeLeases open(RedisStore store, String nodeId, String told) {
        if (nodeId.isEmpty()) {
            throw new IllegalArgumentException("node: '' (expected: a name)");
        }
        NodeLeases leases = new NodeLeases(store, nodeId, told);
        try {
            leases.ask().toCompletableFuture().join();
        } catch (CompletionException e) {
            leases.thread.shutdown();
            throw new RedisUnreachableException("redis: no lease could be taken: " + e.getCause().getMessage(), e);
        }
        leases.thread.scheduleAtFixedRate(
                leases::renew, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return leases;
    }

    /**
     * Lists the nodes that live, this one included.
     *
     * @return what each tells of itself, by its id
     */
    public Map<String, String> live() {
        return live;
    }

    /**
     * Says whether a node lives, as far as is known here: what another says is at most half a second old, but while
     * Redis is away.
     *
     * @param node a node's id
     * @return whether it has a lease
     */
    public boolean isLive(String node) {
        return live.containsKey(node);
    }

    /**
     * Changes what others know of this node, with the next renewal.
     *
     * @param what any text
     */
    public void tell(String what) {
        told = what;
    }

    /** As {@link #isLive}, but a node that is not known is asked for, as it may have come just now. */
    CompletionStage<Boolean> isLiveNow(String node) {
        if (isLive(node)) {
            return CompletableFuture.completedStage(true);
        }
        return closed ? CompletableFuture.completedStage(false) : look().handle((done, failure) -> isLive(node));
    }

    /**
     * One look that begins from now on, for all who want one meanwhile, so that many routes of nodes that are dead cost
     * little. A look that began before would say nothing of a node that came since.
     */
    private CompletionStage<Void> look() {
        CompletableFuture<Void> own = new CompletableFuture<>();
        CompletableFuture<Void> waiting = looking.compareAndExchange(null, own);
        if (waiting != null) {
            return waiting;
        }
        Runnable begin = () -> {
            looking.set(null);
            ask().whenComplete((done, failure) -> own.complete(null));
        };
        long wait = LEAST_GAP_NANOS - (System.nanoTime() - lastAsked);
        if (wait <= 0) {
            begin.run();
            return own;
        }
        try {
            ScheduledFuture<?> _ = thread.schedule(begin, wait, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Closed meanwhile.
            looking.set(null);
            own.complete(null);
        }
        return own;
    }

    private void renew() {
        ask().whenComplete((done, failure) -> {
            if (failure == null) {
                failures.worked();
            } else {
                failures.failed("renew lease", failure);
            }
        });
    }

    private CompletionStage<Void> ask() {
        lastAsked = System.nanoTime();
        return run(LEASE, told).thenAccept(this::learn);
    }

    private CompletionStage<List<Object>> run(Duration lease, String what) {
        return store.run(SCRIPT, ScriptOutputType.MULTI, new byte[][]{store.keys().nodes()}, Bytes.of(nodeId),
                Bytes.of(lease.toNanos() / 1000), Bytes.of(what));
    }

    private void learn(List<Object> answer) {
        Map<String, String> now = new LinkedHashMap<>();
        for (int i = 1; i + 1 < answer.size(); i += 2) {
            now.put(Bytes.text(answer.get(i)), Bytes.text(answer.get(i + 1)));
        }
        if (renewed && !Bytes.text(answer.getFirst()).equals("1")) {
            // Redis has lost the leases: the others have not had the time to renew theirs.
            kept = live;
            keepUntil = System.nanoTime() + LEASE.toNanos();
        }
        renewed = true;
        if (!kept.isEmpty()) {
            if (System.nanoTime() - keepUntil < 0) {
                Map<String, String> both = new HashMap<>(kept);
                both.putAll(now);
                now = both;
            } else {
                kept = Map.of();
            }
        }
        if (!now.keySet().equals(live.keySet())) {
            log.atInfo().addKeyValue("nodes", now.keySet()).log("rendezvous nodes");
        }
        live = Map.copyOf(now);
    }

    /** Gives the lease up: others see this node no more. Blocks until Redis knows, for its time-out at most. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        thread.shutdownNow();
        try {
            run(Duration.ZERO, "").toCompletableFuture().join();
        } catch (CompletionException e) {
            failures.failed("give lease up", e);
        }
    }
}
