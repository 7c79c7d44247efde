package io.fairlead.cluster.redis;

import io.lettuce.core.XAddArgs;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The stream of all nodes' audit lines, which other programs read. Safe for use by any thread. */
public final class RedisAudit {
    private static final byte[] FIELD = Bytes.of("line");

    private final RedisStore store;
    private final long length;

    /**
     * Uses a connection, which stays the caller's to close.
     *
     * @param store  the connection
     * @param length so many entries are kept, and some more, 1 or more
     */
    public RedisAudit(RedisStore store, long length) {
        this.store = Objects.requireNonNull(store, "store");
        this.length = length;
    }

    /**
     * Adds entries, each with one field, which is named "line".
     *
     * @param lines their values, in this order
     * @return done when all are there; fails when one may not be, while others are
     */
    public CompletionStage<Void> append(List<String> lines) {
        XAddArgs bounded = XAddArgs.Builder.maxlen(length).approximateTrimming();
        try {
            return CompletableFuture.allOf(lines.stream()
                    .map(line -> store.commands().xadd(store.keys().audit(), bounded, FIELD, Bytes.of(line))
                            .toCompletableFuture())
                    .toArray(CompletableFuture<?>[]::new));
        } catch (RuntimeException e) {
            // While the connection is away the command cannot even be given.
            return CompletableFuture.failedStage(e);
        }
    }
}
