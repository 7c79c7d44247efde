package io.fairlead.cluster.redis;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.control.ControlDrop;
import io.fairlead.cluster.control.ControlEvents;
import io.fairlead.cluster.control.ControlGate;
import io.fairlead.cluster.control.ControlMessage;
import io.fairlead.cluster.control.ControlMessage.Kind;
import io.fairlead.cluster.control.ControlSeal;
import io.fairlead.cluster.control.NodeControl;
import io.lettuce.core.ScriptOutputType;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Commands through mailboxes in Redis, one for each node, which it looks into four times a second, and oftener while it
 * waits for answers. A look is one small command on the connection that all share: a connection that blocks would have
 * to be kept apart, and found anew when a Sentinel or a Redis Cluster names another server. Safe for use by any thread.
 */
public final class RedisControl implements NodeControl {
    private static final LuaScript SEND = LuaScript.load("send-control.lua");

    private static final long IDLE_MILLIS = 250;
    private static final long WAITING_MILLIS = 25;
    private static final long ANNOUNCE_MILLIS = 1000;
    private static final Duration LEASE = Duration.ofSeconds(4);
    private static final long CLOSE_SECONDS = 1;

    /** A message that nobody has read by then will find nobody that waits. */
    private static final long KEPT_MILLIS = 10_000;

    private static final int MOST_IN_MAILBOX = 200;
    private static final int MOST_ASKED = 256;
    private static final int MOST_HANDLED = 64;
    private static final int ID_BYTES = 16;

    private final RedisStore store;
    private final LeasedHash leases;
    private final String nodeId;
    private final String told;
    private final ControlSeal seal;
    private final ControlGate gate;
    private final Duration deadline;
    private final InstantSource clock;
    private final ControlEvents events;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<String, Asked> asked = new ConcurrentHashMap<>();
    private final Semaphore handled = new Semaphore(MOST_HANDLED);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("redis-control").daemon().factory());
    private volatile Handler handler = (_, _) -> new Reply.NoAnswer();

    // Touched by the timer's thread only.
    private boolean looking;
    private Optional<ScheduledFuture<?>> nextLook = Optional.empty();

    /** A command that an answer is awaited for, by the node that it was sent to. */
    private record Asked(String node, CompletableFuture<Reply> reply) {}

    /**
     * Uses a connection, which stays the caller's to close. Nobody finds this node before {@link #serve}.
     *
     * @param store    the connection
     * @param nodeId   this node, by a name that no process had before
     * @param told     what it tells of itself
     * @param seal     of the cluster
     * @param deadline an answer is awaited so long; 5 s in a server
     * @param clock    the time of day
     * @param events   hears what becomes of messages
     */
    public RedisControl(
            RedisStore store,
            String nodeId,
            String told,
            ControlSeal seal,
            Duration deadline,
            InstantSource clock,
            ControlEvents events) {
        this.store = Objects.requireNonNull(store, "store");
        this.leases = new LeasedHash(store, store.keys().control());
        this.nodeId = nodeId;
        this.told = told;
        this.seal = seal;
        this.gate = new ControlGate(nodeId);
        this.deadline = deadline;
        this.clock = clock;
        this.events = events;
    }

    @Override
    public void serve(Handler carriesOut) {
        handler = carriesOut;
        ScheduledFuture<?> _ = timer.scheduleAtFixedRate(this::announce, 0, ANNOUNCE_MILLIS, TimeUnit.MILLISECONDS);
        timer.execute(this::look);
    }

    private void announce() {
        CompletionStage<Boolean> _ = Attempt.of(() -> leases.announce(nodeId, told, LEASE), _ -> true, false);
    }

    @Override
    public CompletionStage<Map<String, String>> nodes() {
        return Attempt.of(leases::entries, this::live, Map.of(nodeId, told));
    }

    private Map<String, String> live(List<LeasedHash.Entry> others) {
        Map<String, String> nodes = new HashMap<>();
        nodes.put(nodeId, told);
        others.forEach(node -> nodes.put(node.id(), node.text()));
        return nodes;
    }

    @Override
    public CompletionStage<Reply> ask(String node, String command, String text) {
        if (node.equals(nodeId)) {
            return here(command, text);
        }
        if (asked.size() >= MOST_ASKED) {
            events.dropped(ControlDrop.TOO_MANY);
            return CompletableFuture.completedStage(new Reply.NoAnswer());
        }
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String name = HexFormat.of().formatHex(id);
        CompletableFuture<Reply> reply = new CompletableFuture<Reply>()
                .completeOnTimeout(new Reply.NoAnswer(), deadline.toMillis(), TimeUnit.MILLISECONDS);
        asked.put(name, new Asked(node, reply));
        CompletionStage<Reply> answered = reply.whenComplete((_, _) -> asked.remove(name));
        CompletionStage<Void> _ = send(node, new ControlMessage(
                Kind.ASK, name, nodeId, node, clock.millis(), command, text)).thenAccept(sent -> {
                    if (!sent) {
                        reply.complete(new Reply.NoAnswer());
                    }
                });
        lookSoon();
        return answered;
    }

    private CompletionStage<Reply> here(String command, String text) {
        try {
            return CompletableFuture.supplyAsync(() -> handler.handle(command, text), threads)
                    .exceptionally(_ -> new Reply.NoAnswer());
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedStage(new Reply.NoAnswer());
        }
    }

    private CompletionStage<Boolean> send(String node, ControlMessage message) {
        Optional<OpaqueBytes> sealed = seal.seal(message);
        if (sealed.isEmpty()) {
            return CompletableFuture.completedStage(false);
        }
        return Attempt.of(
                () -> store.<Long>run(SEND, ScriptOutputType.INTEGER, new byte[][]{store.keys().mailbox(node)},
                        sealed.get().toByteArray(), Bytes.of(MOST_IN_MAILBOX), Bytes.of(KEPT_MILLIS)),
                put -> {
                    events.sent();
                    return put == 1;
                },
                false);
    }

    private void lookSoon() {
        try {
            timer.execute(this::look);
        } catch (RejectedExecutionException e) {
            // Closed: who waits is told at the deadline.
            return;
        }
    }

    /** Takes a message out of the mailbox; one look at a time. */
    private void look() {
        if (looking) {
            return;
        }
        looking = true;
        nextLook.ifPresent(planned -> planned.cancel(false));
        CompletionStage<Void> _ = Attempt
                .of(() -> store.commands().lpop(store.keys().mailbox(nodeId)), Optional::ofNullable,
                        Optional.<byte[]>empty())
                .thenAcceptAsync(this::looked, timer)
                .exceptionally(_ -> null);
    }

    private void looked(Optional<byte[]> message) {
        looking = false;
        message.ifPresent(this::take);
        // More may wait behind it.
        long wait = message.isPresent() ? 0 : asked.isEmpty() ? IDLE_MILLIS : WAITING_MILLIS;
        nextLook = Optional.of(timer.schedule(this::look, wait, TimeUnit.MILLISECONDS));
    }

    private void take(byte[] sealed) {
        switch (seal.open(sealed)) {
            case ControlSeal.Opened.Dropped(ControlDrop reason) -> events.dropped(reason);
            case ControlSeal.Opened.Message(ControlMessage message) -> gate.judge(message, clock.millis())
                    .ifPresentOrElse(events::dropped, () -> admitted(message));
        }
    }

    private void admitted(ControlMessage message) {
        if (message.kind() == Kind.ASK) {
            carryOut(message);
            return;
        }
        Asked waiting = asked.get(message.id());
        if (waiting == null || !waiting.node().equals(message.from())) {
            events.dropped(ControlDrop.NOT_ASKED);
            return;
        }
        events.received();
        waiting.reply().complete(message.kind() == Kind.ANSWERED
                ? new Reply.Answered(message.text())
                : new Reply.Refused(message.text()));
    }

    private void carryOut(ControlMessage message) {
        if (!handled.tryAcquire()) {
            events.dropped(ControlDrop.TOO_MANY);
            return;
        }
        events.received();
        threads.execute(() -> {
            try {
                answer(message, handler.handle(message.command(), message.text()));
            } finally {
                handled.release();
            }
        });
    }

    private void answer(ControlMessage message, Reply reply) {
        Optional<ControlMessage> answer = switch (reply) {
            case Reply.Answered(String text) -> Optional.of(back(message, Kind.ANSWERED, text));
            case Reply.Refused(String text) -> Optional.of(back(message, Kind.REFUSED, text));
            case Reply.NoAnswer _ -> Optional.empty();
        };
        // Who asked learns at the deadline that it did not come back.
        CompletionStage<Boolean> _ = answer.map(sent -> send(message.from(), sent))
                .orElse(CompletableFuture.completedStage(false));
    }

    private ControlMessage back(ControlMessage message, Kind kind, String text) {
        return new ControlMessage(
                kind, message.id(), nodeId, message.from(), clock.millis(), message.command(), text);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        threads.shutdown();
        boolean _ = Attempt.of(() -> leases.remove(nodeId), _ -> true, false)
                .toCompletableFuture().completeOnTimeout(false, CLOSE_SECONDS, TimeUnit.SECONDS).join();
        asked.values().forEach(waiting -> waiting.reply().complete(new Reply.NoAnswer()));
    }
}
