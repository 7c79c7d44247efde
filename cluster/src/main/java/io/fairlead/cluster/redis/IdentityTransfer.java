package io.fairlead.cluster.redis;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.IdentityFile;
import io.fairlead.cluster.peer.IdentityFile.Entry;
import io.fairlead.cluster.peer.IdentityFile.Part;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Carries identities between a SQLite file and Redis, in batches. Nothing that is there is replaced, and what is there
 * already just so counts as done: after an abort the same again carries the rest. Each batch is read back. Blocks.
 */
public final class IdentityTransfer {
    private static final int BATCH = 500;
    private static final LuaScript IMPORT = LuaScript.load("import.lua");
    private static final byte[][] FIELDS = {Bytes.of("u"), Bytes.of("k"), Bytes.of("i"), Bytes.of("c"), Bytes.of("h"),
            Bytes.of("n")};

    private final RedisStore store;
    private final RedisMoves moves;

    /**
     * Uses a connection.
     *
     * @param store stays the caller's
     */
    public IdentityTransfer(RedisStore store) {
        this.store = store;
        this.moves = new RedisMoves(store, new Epochs(store), RedisMoves.LONGEST);
    }

    /**
     * A device that was not carried, because another is stored under its id.
     *
     * @param id      the id
     * @param differs in what they differ
     */
    public record Conflict(String id, Set<Part> differs) {}

    /**
     * How much was carried.
     *
     * @param added     devices that were not there before
     * @param present   devices that were there just so
     * @param skipped   ids that were held for a device that has another one, and are held no more
     * @param conflicts devices that were not carried, each reported
     */
    public record Report(long added, long present, long skipped, long conflicts) {
        private Report plus(Report other) {
            return new Report(added + other.added, present + other.present, skipped + other.skipped,
                    conflicts + other.conflicts);
        }
    }

    /** A batch was not carried. The message says why; what was carried before stays. */
    public static final class TransferException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TransferException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Carries a file into Redis.
     *
     * @param database  the file, which is only read
     * @param conflicts is told of each device that was not carried
     * @param progress  is told after each batch what was carried so far
     * @return what was carried
     * @throws SQLException      when the file cannot be read
     * @throws TransferException when Redis fails, or has not what it was given
     */
    public Report importFrom(Path database, Consumer<Conflict> conflicts, Consumer<Report> progress)
            throws SQLException {
        Report[] sum = {new Report(0, 0, 0, 0)};
        IdentityFile.read(database, BATCH, batch -> {
            sum[0] = sum[0].plus(importBatch(batch, conflicts));
            progress.accept(sum[0]);
        });
        return sum[0];
    }

    private Report importBatch(List<Entry> batch, Consumer<Conflict> conflicts) {
        List<CompletionStage<byte[]>> answers = new ArrayList<>(batch.size());
        for (Entry entry : batch) {
            DeviceIdentity identity = entry.identity();
            answers.add(store.runDurably(IMPORT, ScriptOutputType.VALUE,
                    new byte[][]{store.keys().device(identity.id())}, identity.uuid().toByteArray(),
                    identity.publicKey().toByteArray(), Bytes.of(identity.ip()), number(entry.created()),
                    number(entry.heldUntil())));
        }
        List<String> words = all(answers).stream().map(Bytes::text).toList();
        List<Optional<Entry>> stored = read(batch.stream().map(entry -> entry.identity().id()).toList());
        long[] counts = new long[4];
        for (int i = 0; i < batch.size(); i++) {
            Entry entry = batch.get(i);
            String id = entry.identity().id();
            if (words.get(i).equals("over")) {
                counts[2]++;
                continue;
            }
            Set<Part> differs = stored.get(i).map(entry::differences).orElse(Set.of(Part.HELD));
            if (differs.isEmpty()) {
                counts[words.get(i).equals("stored") ? 0 : 1]++;
            } else if (words.get(i).equals("there")) {
                counts[3]++;
                conflicts.accept(new Conflict(id, differs));
            } else {
                throw new TransferException("redis: " + id + " was stored, but is not there as it was", null);
            }
        }
        return new Report(counts[0], counts[1], counts[2], counts[3]);
    }

    private static byte[] number(OptionalLong number) {
        return number.isPresent() ? Bytes.of(number.getAsLong()) : Bytes.of("");
    }

    /**
     * Carries what is in Redis into a file that hbbs can use. Devices that change while it runs may be missing.
     *
     * @param database  the file; made where there is none
     * @param conflicts is told of each device that was not carried
     * @param progress  is told after each batch what was carried so far
     * @return what was carried
     * @throws SQLException      when the file cannot be written
     * @throws TransferException when Redis fails, or the file has not what it was given
     */
    public Report exportTo(Path database, Consumer<Conflict> conflicts, Consumer<Report> progress)
            throws SQLException {
        Report sum = new Report(0, 0, 0, 0);
        ScanArgs devices = ScanArgs.Builder.limit(BATCH).match(store.keys().devicePrefix() + "*");
        try (IdentityFile.Writer writer = IdentityFile.write(database)) {
            for (RedisClusterAsyncCommands<byte[], byte[]> master : masters()) {
                ScanCursor cursor = ScanCursor.INITIAL;
                do {
                    KeyScanCursor<byte[]> found = one(master.scan(cursor, devices));
                    sum = sum.plus(exportBatch(found.getKeys(), writer, conflicts));
                    progress.accept(sum);
                    cursor = found;
                } while (!cursor.isFinished());
            }
        }
        return sum;
    }

    private List<RedisClusterAsyncCommands<byte[], byte[]>> masters() {
        List<RedisClusterAsyncCommands<byte[], byte[]>> masters = store.masters();
        if (masters.isEmpty()) {
            throw new TransferException("redis: there is no master", null);
        }
        return masters;
    }

    private Report exportBatch(List<byte[]> keys, IdentityFile.Writer writer, Consumer<Conflict> conflicts)
            throws SQLException {
        List<String> ids = keys.stream().map(this::id).distinct().toList();
        List<Entry> entries = read(ids).stream().flatMap(Optional::stream).toList();
        long added = 0;
        List<Entry> there = new ArrayList<>(entries.size());
        List<IdentityFile.Writer.Taken> taken = writer.add(entries);
        for (int i = 0; i < entries.size(); i++) {
            if (taken.get(i).differs().isEmpty()) {
                added += taken.get(i).added() ? 1 : 0;
                there.add(entries.get(i));
            } else {
                conflicts.accept(new Conflict(entries.get(i).identity().id(), taken.get(i).differs()));
            }
        }
        List<String> missing = writer.missing(there);
        if (!missing.isEmpty()) {
            throw new TransferException("file: " + missing.getFirst() + " was written, but is not there", null);
        }
        return new Report(added, there.size() - added, ids.size() - entries.size(), entries.size() - there.size());
    }

    private String id(byte[] key) {
        return new String(Arrays.copyOfRange(key, store.keys().devicePrefixLength(), key.length),
                StandardCharsets.UTF_8);
    }

    /** What is stored for ids, in their order; empty where no device has it. */
    private List<Optional<Entry>> read(List<String> ids) {
        long now = Long.parseLong(Bytes.text(one(store.commands().time()).getFirst()));
        List<CompletionStage<List<KeyValue<byte[], byte[]>>>> answers = new ArrayList<>(ids.size());
        for (String id : ids) {
            answers.add(fields(id));
        }
        List<List<KeyValue<byte[], byte[]>>> values = all(answers);
        List<Optional<Entry>> entries = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            entries.add(entry(ids.get(i), settled(ids.get(i), values.get(i)), now));
        }
        return entries;
    }

    private CompletionStage<List<KeyValue<byte[], byte[]>>> fields(String id) {
        return store.commands().hmget(store.keys().device(id), FIELDS);
    }

    /** A device that has moved here has this id only when the old one says so. */
    private List<KeyValue<byte[], byte[]>> settled(String id, List<KeyValue<byte[], byte[]>> values) {
        if (values.get(5).hasValue()) {
            one(moves.settle(id, values.get(5).getValue()));
            return one(fields(id));
        }
        return values;
    }

    private static Optional<Entry> entry(String id, List<KeyValue<byte[], byte[]>> values, long now) {
        OptionalLong heldMicros = number(values.get(4));
        boolean over = heldMicros.isPresent() && heldMicros.getAsLong() / 1_000_000 <= now;
        if (!values.get(0).hasValue() || values.get(5).hasValue() || over) {
            return Optional.empty();
        }
        return Optional.of(new Entry(new DeviceIdentity(id, OpaqueBytes.copyOf(values.get(0).getValue()),
                values.get(1).hasValue() ? OpaqueBytes.copyOf(values.get(1).getValue()) : OpaqueBytes.EMPTY,
                values.get(2).hasValue() ? Bytes.text(values.get(2).getValue()) : ""), number(values.get(3)),
                heldMicros.isPresent()
                        ? OptionalLong.of(heldMicros.getAsLong() / 1_000_000)
                        : OptionalLong.empty()));
    }

    private static OptionalLong number(KeyValue<byte[], byte[]> value) {
        return value.hasValue() ? OptionalLong.of(Long.parseLong(Bytes.text(value.getValue()))) : OptionalLong.empty();
    }

    private static <T> List<T> all(List<? extends CompletionStage<T>> answers) {
        List<T> all = new ArrayList<>(answers.size());
        for (CompletionStage<T> answer : answers) {
            all.add(one(answer));
        }
        return all;
    }

    private static <T> T one(CompletionStage<T> answer) {
        CompletableFuture<T> future = answer.toCompletableFuture();
        try {
            return future.join();
        } catch (CompletionException e) {
            throw new TransferException("redis: " + e.getCause().getMessage(), e);
        }
    }
}
