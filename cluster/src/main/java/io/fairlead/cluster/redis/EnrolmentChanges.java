package io.fairlead.cluster.redis;

import io.fairlead.cluster.enrolment.Enrolment;
import io.fairlead.cluster.enrolment.EnrolmentBook;
import io.fairlead.cluster.redis.EnrolmentText.Rule;
import io.fairlead.cluster.redis.SharedHash.Change;
import io.fairlead.cluster.redis.SharedHash.Outcome;
import io.lettuce.core.ScriptOutputType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What is said of devices, and what becomes of what was said before. A change is computed from what is there and
 * written if that is still there, else computed again. Stages are false when Redis did not answer.
 */
final class EnrolmentChanges {
    private static final LuaScript NOTE_REFUSED = LuaScript.load("note-refused.lua");

    /** Devices that were refused are remembered up to this number, the last ones. */
    private static final int MOST_PENDING = 10_000;

    /** Others change the same id at the same moment at most so often. */
    private static final int MOST_ATTEMPTS = 20;

    private final RedisStore store;
    private final SharedHash word;

    EnrolmentChanges(RedisStore store) {
        this.store = store;
        this.word = new SharedHash(store, store.keys().enrolment());
    }

    SharedHash word() {
        return word;
    }

    CompletionStage<Boolean> approve(String id, String tenant) {
        return Attempt.of(
                () -> store.commands().hget(store.keys().refused(), Bytes.of(id)),
                value -> Optional.of(Optional.ofNullable(value).map(Bytes::text)
                        .flatMap(text -> EnrolmentText.pending(id, text)).map(EnrolmentBook.Pending::uuidHash)),
                Optional.<Optional<String>>empty())
                .thenCompose(refused -> refused
                        .map(uuid -> approve(id, tenant, uuid))
                        .orElse(CompletableFuture.completedStage(false)));
    }

    private CompletionStage<Boolean> approve(String id, String tenant, Optional<String> uuid) {
        return change(id, before -> Optional.of(
                new Rule(EnrolmentText.APPROVED, tenant, uuid.or(() -> bound(before)))))
                .thenCompose(done -> forget(id, done));
    }

    /** The device may still stand among the refused ones; it is not shown there any more. */
    CompletionStage<Boolean> approveUuid(String uuidHash, String tenant) {
        Rule rule = new Rule(EnrolmentText.APPROVED, tenant, Optional.empty());
        return word.change(List.of(Change.always(EnrolmentText.uuidField(uuidHash), rule.text())))
                .thenApply(outcome -> outcome == Outcome.CHANGED);
    }

    CompletionStage<Boolean> block(String id) {
        return change(id, before -> Optional.of(new Rule(
                EnrolmentText.BLOCKED, before.map(Rule::tenant).orElse(""), bound(before))))
                .thenCompose(done -> forget(id, done));
    }

    CompletionStage<Boolean> unblock(String id) {
        return change(id, before -> before.map(rule -> EnrolmentText.BLOCKED.equals(rule.state())
                ? new Rule(EnrolmentText.APPROVED, rule.tenant(), rule.uuidHash())
                : rule));
    }

    private static Optional<String> bound(Optional<Rule> before) {
        return before.filter(rule -> !EnrolmentText.REMOVED.equals(rule.state())).flatMap(Rule::uuidHash);
    }

    CompletionStage<Boolean> remove(String id) {
        Optional<String> mark = Optional.of(UUID.randomUUID().toString());
        return change(id, _ -> Optional.of(new Rule(EnrolmentText.REMOVED, "", mark)))
                .thenCompose(done -> forget(id, done));
    }

    /** Binds an id that nothing is said of to a device. */
    CompletionStage<Boolean> bind(String id, String uuidHash, String tenant) {
        return change(id, before -> before.isEmpty() || EnrolmentText.REMOVED.equals(before.get().state())
                ? Optional.of(new Rule(EnrolmentText.APPROVED, tenant, Optional.of(uuidHash)))
                : before);
    }

    /** What is said of one id is said of another from now on, if it is an approval. */
    CompletionStage<Boolean> move(String oldId, String newId) {
        String field = EnrolmentText.idField(oldId);
        return again(field, before -> before
                .filter(text -> EnrolmentText.APPROVED.equals(Rule.read(text).state()))
                .map(text -> List.of(
                        Change.when(field, before, Optional.empty()),
                        Change.always(EnrolmentText.idField(newId), text)))
                .orElse(List.of()), MOST_ATTEMPTS);
    }

    private CompletionStage<Boolean> change(String id, Function<Optional<Rule>, Optional<Rule>> said) {
        String field = EnrolmentText.idField(id);
        return again(field, before -> {
            Optional<Rule> was = before.map(Rule::read);
            Optional<Rule> is = said.apply(was);
            return is.equals(was) ? List.of() : List.of(Change.when(field, before, is.map(Rule::text)));
        }, MOST_ATTEMPTS);
    }

    private CompletionStage<Boolean> again(
            String field, Function<Optional<String>, List<Change>> changes, int attempts) {
        return word.field(field).thenCompose(answer -> {
            if (answer.isEmpty() || attempts == 0) {
                return CompletableFuture.completedStage(false);
            }
            List<Change> due = changes.apply(answer.get());
            if (due.isEmpty()) {
                return CompletableFuture.completedStage(true);
            }
            return word.change(due).thenCompose(outcome -> switch (outcome) {
                case CHANGED -> CompletableFuture.completedStage(true);
                case UNAVAILABLE -> CompletableFuture.completedStage(false);
                case CONFLICT -> again(field, changes, attempts - 1);
            });
        });
    }

    private CompletionStage<Boolean> forget(String id, boolean said) {
        return said
                ? Attempt.of(() -> store.commands().hdel(store.keys().refused(), Bytes.of(id)), _ -> true, false)
                : CompletableFuture.completedStage(false);
    }

    CompletionStage<Boolean> note(Collection<EnrolmentBook.Pending> refused) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(Bytes.of(MOST_PENDING));
        for (EnrolmentBook.Pending device : refused) {
            arguments.add(Bytes.of(device.id()));
            arguments.add(Bytes.of(device.uuidHash()));
            arguments.add(Bytes.of(device.ip()));
            arguments.add(Bytes.of(device.attempts()));
            arguments.add(Bytes.of(device.lastSeen()));
        }
        return Attempt.of(
                () -> store.<Long>run(NOTE_REFUSED, ScriptOutputType.INTEGER, new byte[][]{store.keys().refused()},
                        arguments.toArray(byte[][]::new)),
                _ -> true,
                false);
    }

    /** Empty when Redis did not answer. */
    CompletionStage<Optional<Enrolment>> read() {
        return Attempt.of(
                () -> HashPages.read(store, store.keys().enrolment()),
                fields -> Optional.of(EnrolmentText.enrolment(fields)),
                Optional.empty());
    }

    /** Empty when Redis did not answer. */
    CompletionStage<Optional<List<EnrolmentBook.Pending>>> pending() {
        CompletionStage<Optional<Map<String, String>>> refused = Attempt.of(
                () -> HashPages.read(store, store.keys().refused()), Optional::of, Optional.empty());
        return read().thenCombine(refused, (said, devices) -> said.flatMap(
                now -> devices.map(all -> EnrolmentText.pending(now, all))));
    }
}
