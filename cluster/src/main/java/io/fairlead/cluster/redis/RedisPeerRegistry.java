package io.fairlead.cluster.redis;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.HeldRoutes;
import io.fairlead.cluster.peer.Located;
import io.fairlead.cluster.peer.MoveOutcome;
import io.fairlead.cluster.peer.OnlineStates;
import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.peer.Route;
import io.fairlead.cluster.peer.RouteClaim;
import io.fairlead.cluster.peer.StoreOutcome;
import io.lettuce.core.ScriptOutputType;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The registry that all nodes share. Each device is one hash, each change one script. A route counts while the node
 * that made it has a lease ({@link NodeLeases}).
 *
 * <p>When Redis has lost what was stored ({@link Epochs}), ids that are not there are neither unknown nor free for ten
 * seconds, in which nodes store again who they hold.
 */
public final class RedisPeerRegistry implements PeerRegistry {
    private static final Duration CHECK_PERIOD = Duration.ofMillis(500);

    /** So many states are asked for before the first is awaited; some 100 KB on the way. */
    private static final int ONLINE_BATCH = 1000;

    /** So many moves may be met at one id, one after the other. */
    private static final int ATTEMPTS = 4;

    private static final LuaScript STORE = LuaScript.load("store.lua");
    private static final LuaScript CLAIM = LuaScript.load("claim-route.lua");
    private static final LuaScript RELEASE = LuaScript.load("release-route.lua");
    private static final LuaScript IS_HELD = LuaScript.load("is-held.lua");
    private static final byte[] ROUTE = Bytes.of("r");
    private static final byte[] NONE = new byte[0];
    private static final MoveOutcome NOTHING_THERE = new MoveOutcome.Conflict(Optional.empty());

    private final RedisStore store;
    private final NodeLeases leases;
    private final Epochs epochs;
    private final RedisMoves moves;
    private final RedisFailureLog failures = new RedisFailureLog(System::nanoTime);
    private final ScheduledExecutorService checks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("redis-epoch").factory());
    private volatile boolean closed;

    private RedisPeerRegistry(RedisStore store, NodeLeases leases, Duration longestMove) {
        this.store = store;
        this.leases = leases;
        this.epochs = new Epochs(store);
        this.moves = new RedisMoves(store, epochs, longestMove);
    }

    /**
     * Opens the registry. Blocks until Redis has answered. Says in the log what Redis is not configured for.
     *
     * @param store  the connection, which stays the caller's
     * @param leases which nodes live; stays the caller's and is to be closed after the registry
     * @return the registry
     * @throws RedisUnreachableException when Redis does not answer
     */
    public static RedisPeerRegistry open(RedisStore store, NodeLeases leases) {
        return open(store, leases, RedisMoves.LONGEST);
    }

    static RedisPeerRegistry open(RedisStore store, NodeLeases leases, Duration longestMove) {
        RedisPeerRegistry registry = new RedisPeerRegistry(store, leases, longestMove);
        List<LuaScript> scripts = new ArrayList<>(List.of(STORE, CLAIM, RELEASE, IS_HELD));
        scripts.addAll(RedisMoves.scripts());
        scripts.addAll(Epochs.scripts());
        try {
            store.load(scripts).toCompletableFuture().join();
            registry.epochs.check().toCompletableFuture().join();
        } catch (CompletionException e) {
            registry.checks.shutdown();
            throw new RedisUnreachableException("redis: " + e.getCause().getMessage(), e);
        }
        RedisAdvice.give(store);
        registry.checks.scheduleWithFixedDelay(registry::checkEpoch, CHECK_PERIOD.toMillis(), CHECK_PERIOD.toMillis(),
                TimeUnit.MILLISECONDS);
        return registry;
    }

    private void checkEpoch() {
        epochs.check().whenComplete((done, failure) -> {
            if (failure == null) {
                failures.worked();
            } else {
                failures.failed("check epoch", failure);
            }
        });
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public CompletionStage<Located> locate(String id) {
        return guarded("locate", new Located.Unavailable(), () -> locate(id, ATTEMPTS));
    }

    private CompletionStage<Located> locate(String id, int attempts) {
        return store.commands().hmget(store.keys().device(id), StoredDevice.fields()).thenCompose(values -> {
            StoredDevice device = StoredDevice.read(id, values);
            if (device.reservation().isPresent()) {
                return settledAt(id, device.reservation().get(), attempts);
            }
            if (device.identity().isEmpty()) {
                return absent(id);
            }
            return device.held() ? held(id, device) : known(device.identity().get(), device);
        });
    }

    private CompletionStage<Located> absent(String id) {
        return epochs.isAbsenceTrue(id).thenApply(
                nobodys -> nobodys ? new Located.Unknown() : new Located.Unavailable());
    }

    private CompletionStage<Located> held(String id, StoredDevice device) {
        return store.<Long>run(IS_HELD, ScriptOutputType.INTEGER, keys(id)).thenCompose(
                held -> held == 1
                        ? known(device.identity().get(), device)
                        : absent(id));
    }

    private CompletionStage<Located> known(DeviceIdentity identity, StoredDevice device) {
        Optional<Route> route = device.route().flatMap(field -> RouteField.read(field, device.fence()));
        return route.isEmpty()
                ? CompletableFuture.completedStage(new Located.Known(identity, route))
                : leases.isLiveNow(route.get().nodeId()).thenApply(
                        lives -> new Located.Known(identity, route.filter(held -> lives)));
    }

    /** A device is about to move here; it has this id when the old one says so. */
    private CompletionStage<Located> settledAt(String id, byte[] reservation, int attempts) {
        return moves.settle(id, reservation).thenCompose(settled -> {
            if (settled == RedisMoves.Settled.GONE) {
                return attempts == 0
                        ? CompletableFuture.completedStage(new Located.Unavailable())
                        : locate(id, attempts - 1);
            }
            return CompletableFuture.completedStage(new Located.Unknown());
        });
    }

    @Override
    public CompletionStage<StoreOutcome> store(DeviceIdentity identity, Optional<DeviceIdentity> expected) {
        if (expected.isPresent() && !expected.get().id().equals(identity.id())) {
            return locate(identity.id()).thenApply(located -> switch (located) {
                case Located.Known known -> new StoreOutcome.Conflict(Optional.of(known.identity()));
                case Located.Unknown _ -> new StoreOutcome.Conflict(Optional.empty());
                case Located.Unavailable _ -> new StoreOutcome.Unavailable();
            });
        }
        return guarded("store", new StoreOutcome.Unavailable(),
                () -> store(expected.isPresent() ? "set" : "new", identity, expected.orElse(identity), ATTEMPTS));
    }

    @Override
    public CompletionStage<StoreOutcome> restore(DeviceIdentity identity) {
        return guarded("restore", new StoreOutcome.Unavailable(),
                () -> store("restore", identity, identity, ATTEMPTS));
    }

    private CompletionStage<StoreOutcome> store(
            String how, DeviceIdentity identity, DeviceIdentity expected, int attempts) {
        String id = identity.id();
        CompletionStage<List<Object>> answered = store.runDurably(STORE, ScriptOutputType.MULTI,
                new byte[][]{store.keys().device(id), epochs.keyOf(id)}, Bytes.of(how), epochs.nameOf(id),
                identity.uuid().toByteArray(), identity.publicKey().toByteArray(), Bytes.of(identity.ip()), NONE,
                expected.uuid().toByteArray(), expected.publicKey().toByteArray(), Bytes.of(expected.ip()));
        return answered.thenCompose(answer -> switch (Bytes.text(answer.getFirst())) {
            case "stored" -> CompletableFuture.completedStage(new StoreOutcome.Stored());
            case "conflict" -> CompletableFuture.completedStage(
                    new StoreOutcome.Conflict(StoredDevice.inAnswer(id, answer)));
            case "reserved" -> moves.settle(id, (byte[]) answer.get(1)).thenCompose(
                    // Who has it is decided within seconds, and then the device that asks comes again.
                    settled -> settled == RedisMoves.Settled.PENDING || attempts == 0
                            ? CompletableFuture.completedStage(new StoreOutcome.Unavailable())
                            : store(how, identity, expected, attempts - 1));
            case "lost" -> {
                checks.execute(this::checkEpoch);
                yield CompletableFuture.completedStage(new StoreOutcome.Unavailable());
            }
            default -> CompletableFuture.completedStage(new StoreOutcome.Unavailable());
        });
    }

    @Override
    public CompletionStage<MoveOutcome> move(DeviceIdentity device, String newId, Duration hold) {
        return guarded("move", new MoveOutcome.Unavailable(),
                () -> moves.move(device, newId, hold).thenCompose(outcome -> outcome.equals(NOTHING_THERE)
                        ? epochs.isAbsenceTrue(device.id()).thenApply(
                                nobodys -> nobodys ? outcome : new MoveOutcome.Unavailable())
                        : CompletableFuture.completedStage(outcome)));
    }

    @Override
    public CompletionStage<RouteClaim> claimRoute(
            String id, String nodeId, Transport transport, InetSocketAddress observed, Duration heardAgo) {
        byte[] route = RouteField.of(nodeId, transport, observed);
        long asked = System.nanoTime();
        return guarded("claim", new RouteClaim.Unavailable(),
                () -> claim(id, nodeId, route, heardAgo, "").thenCompose(claim -> switch (claim) {
                    case Answer.Of(RouteClaim outcome) -> CompletableFuture.completedStage(outcome);
                    case Answer.HeldBy(String holder) -> leases.isLiveNow(holder).thenCompose(lives -> lives
                            ? CompletableFuture.completedStage(new RouteClaim.Superseded())
                            : claim(id, nodeId, route, heardAgo.plusNanos(System.nanoTime() - asked), holder)
                                    .thenApply(Answer::outcome));
                }));
    }

    /** What the script says of a claim. */
    private sealed interface Answer {
        /** It is decided. */
        record Of(RouteClaim outcome) implements Answer {}

        /** Another node has heard the device since, if it still lives. */
        record HeldBy(String node) implements Answer {}

        default RouteClaim outcome() {
            return switch (this) {
                case Of(RouteClaim decided) -> decided;
                case HeldBy _ -> new RouteClaim.Superseded();
            };
        }
    }

    private CompletionStage<Answer> claim(
            String id, String nodeId, byte[] route, Duration heardAgo, String deadHolder) {
        CompletionStage<List<Object>> answered = store.run(CLAIM, ScriptOutputType.MULTI, keys(id), Bytes.of(nodeId),
                Bytes.of(heardAgo.toNanos() / 1000), route, Bytes.of(deadHolder));
        return answered.thenApply(answer -> {
            String node = Bytes.text(answer.get(2));
            return Bytes.text(answer.get(0)).equals("1")
                    ? new Answer.Of(new RouteClaim.Claimed(Long.parseLong(Bytes.text(answer.get(1))),
                            Optional.of(node).filter(former -> !former.isEmpty())))
                    : new Answer.HeldBy(node);
        });
    }

    @Override
    public void releaseRoute(String id, long fence) {
        guarded("release", 0L,
                () -> store.<Long>run(RELEASE, ScriptOutputType.INTEGER, keys(id), Bytes.of(fence)));
    }

    @Override
    public CompletionStage<OnlineStates> online(List<String> ids) {
        return guarded("online", new OnlineStates.Unavailable(), () -> {
            BitSet online = new BitSet(ids.size());
            return online(ids, 0, online).thenApply(done -> new OnlineStates.Answered(online));
        });
    }

    /** All of a batch are asked for at once; the bits are set by the thread that completes the batch. */
    private CompletionStage<Void> online(List<String> ids, int from, BitSet online) {
        if (from >= ids.size()) {
            return CompletableFuture.completedStage(null);
        }
        int to = Math.min(ids.size(), from + ONLINE_BATCH);
        List<CompletableFuture<byte[]>> routes = new ArrayList<>(to - from);
        for (String id : ids.subList(from, to)) {
            routes.add(store.commands().hget(store.keys().device(id), ROUTE).toCompletableFuture());
        }
        return CompletableFuture.allOf(routes.toArray(CompletableFuture<?>[]::new)).thenCompose(done -> {
            for (int i = from; i < to; i++) {
                byte[] route = routes.get(i - from).join();
                online.set(i, route != null && RouteField.node(route).filter(leases::isLive).isPresent());
            }
            return online(ids, to, online);
        });
    }

    @Override
    public void askForRoutes(HeldRoutes node) {
        // Routes are kept here, where all nodes see them.
    }

    @Override
    public void onLost(Runnable lost) {
        epochs.onLost(lost);
    }

    /** Whatever goes wrong, when a command is given or later, is the port's own outcome. */
    private <T> CompletionStage<T> guarded(String operation, T unavailable,
            Supplier<? extends CompletionStage<T>> work) {
        if (closed) {
            return CompletableFuture.completedStage(unavailable);
        }
        CompletionStage<T> begun = CompletableFuture.<T>completedStage(null).thenCompose(start -> work.get());
        return begun.handle((outcome, failure) -> {
            if (failure == null) {
                return outcome;
            }
            failures.failed(operation, failure);
            return unavailable;
        });
    }

    private byte[][] keys(String id) {
        return new byte[][]{store.keys().device(id)};
    }

    /** Takes no more; what was asked before is still answered. */
    @Override
    public void close() {
        closed = true;
        checks.shutdown();
    }
}
