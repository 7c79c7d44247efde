package io.fairlead.cluster.redis;

import io.fairlead.cluster.peer.IdentityList.Stored;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** The identities of a Redis, for operators' commands. Servers may use it at the same time. Blocks. */
public final class RedisIdentityList {
    private static final LuaScript REMOVE = LuaScript.load("remove-device.lua");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
            .withZone(ZoneOffset.UTC);

    /** So many keys a server looks at in one go, which takes it well below a millisecond. */
    private static final int PAGE = 1000;

    private final RedisStore store;

    /**
     * Uses a connection, which stays the caller's to close.
     *
     * @param store the connection
     */
    public RedisIdentityList(RedisStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * Lists all devices, by their ids, and takes some 200 bytes for each until it returns. Those that come or go
     * meanwhile may be missing.
     *
     * @param shown given one device after the other
     * @throws RedisUnreachableException when Redis does not answer
     */
    public void list(Consumer<Stored> shown) {
        Map<String, Stored> all = new TreeMap<>();
        try {
            for (RedisClusterAsyncCommands<byte[], byte[]> master : store.masters()) {
                collect(master, all);
            }
        } catch (RedisException | CompletionException e) {
            throw unreachable(e);
        }
        all.values().forEach(shown);
    }

    private void collect(RedisClusterAsyncCommands<byte[], byte[]> master, Map<String, Stored> all) {
        ScanArgs devices = ScanArgs.Builder.matches(store.keys().devicePrefix() + "*").limit(PAGE);
        KeyScanCursor<byte[]> page = now(master.scan(devices));
        while (true) {
            Map<String, RedisFuture<List<KeyValue<byte[], byte[]>>>> asked = new LinkedHashMap<>();
            for (byte[] key : page.getKeys()) {
                int skipped = store.keys().devicePrefixLength();
                String id = new String(key, skipped, key.length - skipped, StandardCharsets.UTF_8);
                asked.put(id, store.commands().hmget(
                        key, Bytes.of("u"), Bytes.of("n"), Bytes.of("h"), Bytes.of("i"), Bytes.of("c")));
            }
            asked.forEach((id, values) -> add(id, now(values), all));
            if (page.isFinished()) {
                return;
            }
            page = now(master.scan(page, devices));
        }
    }

    /**
     * An id that is about to be a device's by a move is not its yet; one that is held for its former owner is nobody's.
     */
    private static void add(String id, List<KeyValue<byte[], byte[]>> values, Map<String, Stored> all) {
        boolean isStored = values.get(0).hasValue() && !values.get(1).hasValue() && !values.get(2).hasValue();
        if (isStored) {
            String created = text(values.get(4));
            all.put(id, new Stored(
                    id,
                    text(values.get(3)),
                    created.isEmpty() ? "" : TIME.format(Instant.ofEpochSecond(Long.parseLong(created)))));
        }
    }

    private static String text(KeyValue<byte[], byte[]> value) {
        return value.hasValue() ? Bytes.text(value.getValue()) : "";
    }

    /**
     * Deletes a device's identity: whoever registers its id next has it.
     *
     * @param id the device
     * @return whether it was there
     * @throws RedisUnreachableException when Redis does not answer
     */
    public boolean delete(String id) {
        try {
            return store.<Long>run(REMOVE, ScriptOutputType.INTEGER, new byte[][]{store.keys().device(id)})
                    .toCompletableFuture().join() == 1;
        } catch (RedisException | CompletionException e) {
            throw unreachable(e);
        }
    }

    /** Ends: commands have a time-out. */
    private static <T> T now(RedisFuture<T> answer) {
        return answer.toCompletableFuture().join();
    }

    private static RedisUnreachableException unreachable(RuntimeException failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        return new RedisUnreachableException("redis: " + cause.getMessage(), cause);
    }
}
