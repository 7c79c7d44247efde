package io.fairlead.cluster.redis;

import io.fairlead.cluster.enrolment.Enrolment;
import io.fairlead.cluster.enrolment.EnrolmentBook;
import io.fairlead.cluster.enrolment.EnrolmentBookException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The operator's word in a Redis, as commands write it. All nodes that follow it learn of it within two seconds. */
public final class RedisEnrolmentBook implements EnrolmentBook {
    private final RedisStore store;
    private final EnrolmentChanges changes;

    /**
     * Uses a connection, which is closed with this.
     *
     * @param store the connection
     */
    public RedisEnrolmentBook(RedisStore store) {
        this.store = Objects.requireNonNull(store, "store");
        this.changes = new EnrolmentChanges(store);
    }

    @Override
    public void approve(String id, String tenant) throws EnrolmentBookException {
        written(changes.approve(id, tenant));
    }

    @Override
    public void approveUuid(String uuidHash, String tenant) throws EnrolmentBookException {
        written(changes.approveUuid(uuidHash, tenant));
    }

    @Override
    public void block(String id) throws EnrolmentBookException {
        written(changes.block(id));
    }

    @Override
    public void unblock(String id) throws EnrolmentBookException {
        written(changes.unblock(id));
    }

    @Override
    public void remove(String id) throws EnrolmentBookException {
        written(changes.remove(id));
    }

    @Override
    public List<Pending> pending() throws EnrolmentBookException {
        return read(changes.pending());
    }

    @Override
    public Enrolment read() throws EnrolmentBookException {
        return read(changes.read());
    }

    private void written(CompletionStage<Boolean> stage) throws EnrolmentBookException {
        // Ends: commands have a time-out.
        if (!stage.toCompletableFuture().join()) {
            throw unusable();
        }
    }

    private <T> T read(CompletionStage<Optional<T>> stage) throws EnrolmentBookException {
        return stage.toCompletableFuture().join().orElseThrow(this::unusable);
    }

    private EnrolmentBookException unusable() {
        return new EnrolmentBookException("redis: did not answer in " + store.config().timeout().toMillis() + " ms");
    }

    @Override
    public void close() {
        store.close();
    }
}
