package io.fairlead.cluster.redis;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What several processes tell of themselves in one hash, each by its id and for as long as it renews its lease, by
 * Redis' clock. Stages fail when Redis does not answer. Safe for use by any thread.
 */
final class LeasedHash {
    private static final LuaScript ANNOUNCE = LuaScript.load("announce-relay.lua");
    private static final LuaScript READ = LuaScript.load("read-relays.lua");
    private static final int VALUES_PER_ENTRY = 3;

    private final RedisStore store;
    private final byte[] key;

    LeasedHash(RedisStore store, byte[] key) {
        this.store = store;
        this.key = key;
    }

    /** What one of them tells, and how long its lease still lasts. */
    record Entry(String id, Duration rest, String text) {}

    /** Takes a lease or renews it, of 1 ms or more. */
    CompletionStage<Long> announce(String id, String text, Duration lease) {
        return store.run(ANNOUNCE, ScriptOutputType.INTEGER, new byte[][]{key}, Bytes.of(id), Bytes.of(text),
                Bytes.of(lease.toMillis()));
    }

    /** Gives a lease up. */
    CompletionStage<Long> remove(String id) {
        return store.commands().hdel(key, Bytes.of(id));
    }

    /** Those whose leases last. */
    CompletionStage<List<Entry>> entries() {
        return store.<List<Object>>run(READ, ScriptOutputType.MULTI, new byte[][]{key}).thenApply(LeasedHash::entries);
    }

    private static List<Entry> entries(List<Object> answer) {
        List<Entry> entries = new ArrayList<>(answer.size() / VALUES_PER_ENTRY);
        for (int i = 0; i + 2 < answer.size(); i += VALUES_PER_ENTRY) {
            entries.add(new Entry(
                    Bytes.text(answer.get(i)),
                    Duration.ofMillis(Long.parseLong(Bytes.text(answer.get(i + 1)))),
                    Bytes.text(answer.get(i + 2))));
        }
        return entries;
    }
}
