package io.fairlead.cluster.redis;

import io.lettuce.core.KeyValue;
import io.lettuce.core.ScriptOutputType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A hash that all nodes follow by its version. What is changed is changed by one script. */
final class SharedHash {
    private static final LuaScript CHANGE = LuaScript.load("change-hash.lua");
    private static final LuaScript RESTORE = LuaScript.load("restore-hash.lua");
    private static final String VERSION = "_version";
    private static final String ORIGIN = "_origin";

    private final RedisStore store;
    private final byte[] key;

    SharedHash(RedisStore store, byte[] key) {
        this.store = store;
        this.key = key;
    }

    enum Outcome {
        CHANGED, CONFLICT, UNAVAILABLE
    }

    /** Which state the hash is in: the versions of its last and first change; 0 when there is none. */
    record Version(long last, long first) {
        static final Version NONE = new Version(0, 0);

        /** Whether Redis, having {@code stored}, has lost something that a node with this version remembers. */
        boolean isLostIn(Version stored) {
            return last > stored.last() || (last > 0 && stored.first() > first);
        }
    }

    record Content(Version version, Map<String, String> fields) {
        Content {
            fields = Map.copyOf(fields);
        }

        static final Content NONE = new Content(Version.NONE, Map.of());
    }

    /** One field's change; empty = the field is not there. */
    record Change(String field, Optional<Optional<String>> expected, Optional<String> value) {
        static Change always(String field, String value) {
            return new Change(field, Optional.empty(), Optional.of(value));
        }

        static Change when(String field, Optional<String> expected, Optional<String> value) {
            return new Change(field, Optional.of(expected), value);
        }
    }

    CompletionStage<Outcome> change(List<Change> changes) {
        List<byte[]> arguments = new ArrayList<>();
        for (Change change : changes) {
            arguments.add(Bytes.of(change.field()));
            arguments.add(Bytes.of(change.expected().map(SharedHash::argument).orElse("*")));
            arguments.add(Bytes.of(argument(change.value())));
        }
        return Attempt.of(
                () -> store.<Long>run(CHANGE, ScriptOutputType.INTEGER, new byte[][]{key},
                        arguments.toArray(byte[][]::new)),
                changed -> changed == 1 ? Outcome.CHANGED : Outcome.CONFLICT,
                Outcome.UNAVAILABLE);
    }

    private static String argument(Optional<String> value) {
        return value.map(text -> "=" + text).orElse("-");
    }

    /** Makes Redis have again what it has lost. True when Redis has answered, whether or not it had lost anything. */
    CompletionStage<Boolean> restore(Content content) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(Bytes.of(content.version().last()));
        arguments.add(Bytes.of(content.version().first()));
        content.fields().forEach((field, value) -> {
            arguments.add(Bytes.of(field));
            arguments.add(Bytes.of(value));
        });
        return Attempt.of(
                () -> store.<Long>run(RESTORE, ScriptOutputType.INTEGER, new byte[][]{key},
                        arguments.toArray(byte[][]::new)),
                _ -> true,
                false);
    }

    /** Empty when Redis did not answer. */
    CompletionStage<Optional<Version>> version() {
        return Attempt.of(
                () -> store.commands().hmget(key, Bytes.of(VERSION), Bytes.of(ORIGIN)),
                values -> Optional.of(new Version(number(values.getFirst()), number(values.getLast()))),
                Optional.empty());
    }

    private static long number(KeyValue<byte[], byte[]> value) {
        return value.hasValue() ? Long.parseLong(Bytes.text(value.getValue())) : 0;
    }

    /** Empty when Redis did not answer, or the hash was changed while it was read. */
    CompletionStage<Optional<Content>> content() {
        return version().thenCompose(before -> Attempt.of(
                () -> HashPages.read(store, key), Optional::of, Optional.<Map<String, String>>empty())
                .thenCompose(fields -> version().thenApply(after -> before.equals(after)
                        ? after.flatMap(version -> fields.map(all -> content(version, all)))
                        : Optional.empty())));
    }

    private static Content content(Version version, Map<String, String> all) {
        Map<String, String> fields = new HashMap<>(all);
        fields.remove(VERSION);
        fields.remove(ORIGIN);
        return version.last() == 0 ? Content.NONE : new Content(version, fields);
    }

    /** Empty when Redis did not answer; an empty value in it when the field is not there. */
    CompletionStage<Optional<Optional<String>>> field(String name) {
        return Attempt.of(
                () -> store.commands().hget(key, Bytes.of(name)),
                value -> Optional.of(Optional.ofNullable(value).map(Bytes::text)),
                Optional.empty());
    }
}
