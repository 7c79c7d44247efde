package io.fairlead.cluster.redis;

import io.fairlead.cluster.peer.IdentityList.Stored;
import io.fairlead.cluster.peer.IdentityPage;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The identities of a Redis, for operators' commands. Servers may use it at the same time. Blocks. */
public final class RedisIdentityList {
    private static final LuaScript REMOVE = LuaScript.load("remove-device.lua");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
            .withZone(ZoneOffset.UTC);

    /** So many keys a server looks at in one go, which takes it well below a millisecond. */
    private static final int PAGE = 1000;

    /** Of one page: a second of a server's time at most, in small parts. */
    private static final int MOST_LOOKS = 50;

    /** A master's place among all, and its own cursor. */
    private static final Pattern CURSOR = Pattern.compile("(\\d{1,4})\\.(\\d{1,20})");

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

    /**
     * Lists some devices, in no order. Those that come or go meanwhile may be missing. Looks at 50,000 at most.
     *
     * @param prefix only ids that begin so; empty = all
     * @param from   where the page begins, as the page before says; empty = the first
     * @param most   about how many, 1 to 1000
     * @return the page, which may be empty though it is not the last
     * @throws IllegalArgumentException  when {@code from} is none that a page has said
     * @throws RedisUnreachableException when Redis does not answer
     */
    public IdentityPage page(String prefix, String from, int most) {
        Matcher begin = CURSOR.matcher(from.isEmpty() ? "0.0" : from);
        if (!begin.matches()) {
            throw new IllegalArgumentException("cursor: '" + from + "' (expected: one that a page has said)");
        }
        int master = Integer.parseInt(begin.group(1));
        ScanCursor at = ScanCursor.of(begin.group(2));
        Map<String, Stored> found = new TreeMap<>();
        try {
            List<RedisClusterAsyncCommands<byte[], byte[]>> masters = store.masters();
            for (int look = 0; look < MOST_LOOKS && master < masters.size() && found.size() < most; look++) {
                KeyScanCursor<byte[]> page = now(masters.get(master).scan(at, ScanArgs.Builder
                        .matches(store.keys().devicePattern(prefix)).limit(prefix.isEmpty() ? most : PAGE)));
                addAll(page, found);
                master = page.isFinished() ? master + 1 : master;
                at = page.isFinished() ? ScanCursor.INITIAL : page;
            }
            boolean isLast = master >= masters.size();
            return new IdentityPage(List.copyOf(found.values()), isLast ? "" : master + "." + at.getCursor());
        } catch (RedisException | CompletionException e) {
            throw unreachable(e);
        }
    }

    private void addAll(KeyScanCursor<byte[]> page, Map<String, Stored> all) {
        Map<String, RedisFuture<List<KeyValue<byte[], byte[]>>>> asked = new LinkedHashMap<>();
        for (byte[] key : page.getKeys()) {
            int skipped = store.keys().devicePrefixLength();
            String id = new String(key, skipped, key.length - skipped, StandardCharsets.UTF_8);
            asked.put(id, store.commands().hmget(
                    key, Bytes.of("u"), Bytes.of("n"), Bytes.of("h"), Bytes.of("i"), Bytes.of("c")));
        }
        asked.forEach((id, values) -> add(id, now(values), all));
    }

    private void collect(RedisClusterAsyncCommands<byte[], byte[]> master, Map<String, Stored> all) {
        ScanArgs devices = ScanArgs.Builder.matches(store.keys().devicePrefix() + "*").limit(PAGE);
        KeyScanCursor<byte[]> page = now(master.scan(devices));
        while (true) {
            addAll(page, all);
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
