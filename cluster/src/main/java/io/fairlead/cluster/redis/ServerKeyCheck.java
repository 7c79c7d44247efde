package io.fairlead.cluster.redis;

import io.lettuce.core.SetArgs;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** All nodes must sign with one server key, or clients refuse those that have another. */
public final class ServerKeyCheck {
    private final RedisStore store;

    /**
     * Uses a connection.
     *
     * @param store stays the caller's
     */
    public ServerKeyCheck(RedisStore store) {
        this.store = store;
    }

    /** What the others have. */
    public sealed interface Outcome {
        /** The same key, or this node was the first. */
        record Same() implements Outcome {}

        /**
         * Another key: this node must not serve.
         *
         * @param publicKey the key that was there before
         */
        record Differs(String publicKey) implements Outcome {}

        /** Redis did not answer. */
        record Unavailable() implements Outcome {}
    }

    /**
     * Makes a key the one that all nodes must have, unless there is one.
     *
     * @param publicKey this node's, as text
     * @return how it ended; never completes exceptionally
     */
    public CompletionStage<Outcome> claimServerKey(String publicKey) {
        byte[] key = store.keys().serverKey();
        return CompletableFuture.completedStage(SetArgs.Builder.nx())
                .thenCompose(onlyNew -> store.commands().set(key, Bytes.of(publicKey), onlyNew))
                .thenCompose(first -> store.commands().get(key))
                .<Outcome>thenApply(stored -> stored != null && Bytes.text(stored).equals(publicKey)
                        ? new Outcome.Same()
                        : stored == null ? new Outcome.Unavailable() : new Outcome.Differs(Bytes.text(stored)))
                .exceptionally(failure -> new Outcome.Unavailable());
    }
}
