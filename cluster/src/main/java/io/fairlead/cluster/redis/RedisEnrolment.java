package io.fairlead.cluster.redis;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.enrolment.Enrolment;
import io.fairlead.cluster.enrolment.EnrolmentBook;
import io.fairlead.cluster.enrolment.EnrolmentRegistry;
import io.fairlead.cluster.enrolment.UuidHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Follows the operator's word in Redis, for nodes that share it. While Redis does not answer the word stays as it was;
 * devices that are refused meanwhile are noted when it answers again. Listeners are told on a thread of this adapter.
 */
public final class RedisEnrolment implements EnrolmentRegistry {
    private static final int MOST_NOTED = 1000;
    private static final long CLOSE_SECONDS = 2;

    private final Map<String, EnrolmentBook.Pending> refused = new LinkedHashMap<>();
    private final EnrolmentChanges changes;
    private final HashWatch watch;
    private volatile Enrolment current = Enrolment.NONE;
    private volatile Consumer<String> dropped = _ -> {};

    /**
     * Uses a connection, which must stay open until this is closed. Waits for the first look at Redis, a command's
     * time-out or two at most.
     *
     * @param store    the connection
     * @param interval from one look to the next, 1 ms or more; 500 ms in a server
     */
    public RedisEnrolment(RedisStore store, Duration interval) {
        this.changes = new EnrolmentChanges(store);
        this.watch = new HashWatch(changes.word(), "enrolment", interval, this::take);
        watch.repeat(this::note, interval);
    }

    private void take(SharedHash.Content content) {
        Enrolment before = current;
        Enrolment now = EnrolmentText.enrolment(content.fields());
        current = now;
        now.droppedSince(before).forEach(dropped);
    }

    @Override
    public Enrolment current() {
        return current;
    }

    @Override
    public void registered(String id, OpaqueBytes uuid, String tenant) {
        follow(changes.bind(id, UuidHash.of(uuid), tenant));
    }

    @Override
    public void moved(String oldId, String newId) {
        if (current.byId().containsKey(oldId)) {
            follow(changes.move(oldId, newId));
        }
    }

    private void follow(CompletionStage<Boolean> change) {
        CompletionStage<Void> _ = change.thenAccept(_ -> watch.look());
    }

    @Override
    public void onDropped(Consumer<String> told) {
        dropped = told;
    }

    @Override
    public void refused(String id, OpaqueBytes uuid, String ip) {
        note(new EnrolmentBook.Pending(id, UuidHash.of(uuid), ip, 1, System.currentTimeMillis() / 1000));
    }

    private void note(EnrolmentBook.Pending device) {
        synchronized (refused) {
            if (refused.size() < MOST_NOTED || refused.containsKey(device.id())) {
                refused.merge(device.id(), device, (before, last) -> new EnrolmentBook.Pending(
                        last.id(), last.uuidHash(), last.ip(), before.attempts() + last.attempts(),
                        last.lastSeen()));
            }
        }
    }

    private CompletionStage<Boolean> writeRefused() {
        List<EnrolmentBook.Pending> taken;
        synchronized (refused) {
            taken = new ArrayList<>(refused.values());
            refused.clear();
        }
        if (taken.isEmpty()) {
            return CompletableFuture.completedStage(true);
        }
        return changes.note(taken).thenApply(noted -> {
            if (!noted) {
                taken.forEach(this::note);
            }
            return noted;
        });
    }

    private void note() {
        CompletionStage<Boolean> _ = writeRefused();
    }

    @Override
    public void close() {
        watch.close();
        boolean _ = writeRefused().toCompletableFuture()
                .completeOnTimeout(false, CLOSE_SECONDS, TimeUnit.SECONDS).join();
    }
}
