package io.fairlead.cluster.redis;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that Redis has come back without what was stored. What is stored has a name, the epoch; another name than the
 * one that was known means that it is lost. One Redis has one epoch. Of a Redis Cluster each master can lose its part
 * alone, and a script sees one slot alone: so there each bucket of devices has an epoch of its own.
 *
 * <p>Safe for use by any thread.
 */
final class Epochs {
    private static final Logger log = LoggerFactory.getLogger(Epochs.class);

    /** Longer than nodes need to notice, and to store again who they hold. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private static final LuaScript SCRIPT = LuaScript.load("epoch.lua");
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final RedisStore store;
    private final List<byte[]> keys;
    private final AtomicReferenceArray<String> names;
    private final AtomicReferenceArray<Long> graceEnds;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean checking = new AtomicBoolean();

    Epochs(RedisStore store) {
        this.store = store;
        this.keys = store.isCluster()
                ? IntStream.range(0, RedisKeys.BUCKETS).mapToObj(store.keys()::epoch).toList()
                : List.of(store.keys().epoch());
        this.names = new AtomicReferenceArray<>(keys.size());
        this.graceEnds = new AtomicReferenceArray<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            names.set(i, "");
            graceEnds.set(i, UNKNOWN);
        }
    }

    static List<LuaScript> scripts() {
        return List.of(SCRIPT);
    }

    void onLost(Runnable lost) {
        listeners.add(lost);
    }

    byte[] keyOf(String id) {
        return keys.get(indexOf(id));
    }

    /** The name that this process knows. */
    byte[] nameOf(String id) {
        return Bytes.of(names.get(indexOf(id)));
    }

    /**
     * Says whether an id that was not found is one that nobody has; not so when what was stored is lost, also if nobody
     * has noticed yet, or is being stored again.
     */
    CompletionStage<Boolean> isAbsenceTrue(String id) {
        int index = indexOf(id);
        return store.commands().get(keys.get(index)).thenApply(epoch -> {
            long end = graceEnds.get(index);
            boolean inGrace = end != UNKNOWN && System.nanoTime() - end < 0;
            return !inGrace && epoch != null && Bytes.text(epoch).startsWith(names.get(index) + " ");
        });
    }

    private int indexOf(String id) {
        return keys.size() == 1 ? 0 : RedisKeys.bucket(id);
    }

    /**
     * Compares what is stored with what is known, and tells the listeners when it is another one. One check runs at a
     * time; who comes meanwhile gets a stage that is complete.
     */
    CompletionStage<Void> check() {
        if (!checking.compareAndSet(false, true)) {
            return CompletableFuture.completedStage(null);
        }
        String fresh = UUID.randomUUID().toString().substring(0, 8);
        AtomicBoolean lost = new AtomicBoolean();
        CompletableFuture<?>[] checks = IntStream.range(0, keys.size())
                .mapToObj(i -> check(i, fresh, lost).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(checks).whenComplete((done, failure) -> {
            checking.set(false);
            if (lost.get()) {
                log.atError().addKeyValue("grace-seconds", GRACE.toSeconds())
                        .log("redis has lost what was stored; devices that are connected are stored again");
                listeners.forEach(Runnable::run);
            }
        });
    }

    private CompletionStage<Void> check(int i, String fresh, AtomicBoolean lost) {
        String known = names.get(i);
        long asked = System.nanoTime();
        return store.<List<Object>>runDurably(SCRIPT, ScriptOutputType.MULTI, new byte[][]{keys.get(i)},
                Bytes.of(known), Bytes.of(fresh), Bytes.of(GRACE.toNanos() / 1000)).thenAccept(answer -> {
                    String name = Bytes.text(answer.get(0));
                    long grace = Long.parseLong(Bytes.text(answer.get(1)));
                    // From the question on, so that it ends here no later than in Redis but by the time of one answer.
                    graceEnds.set(i, grace == 0 ? Long.valueOf(UNKNOWN) : Long.valueOf(asked + grace * 1000));
                    names.set(i, name);
                    if (!known.isEmpty() && !known.equals(name)) {
                        lost.set(true);
                    }
                });
    }
}
