package io.fairlead.load.stream;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A session that was opened. Any thread. */
public final class StreamHandle implements AutoCloseable {
    private final CompletableFuture<SessionEnd> ended;
    private final Runnable close;

    StreamHandle(CompletableFuture<SessionEnd> ended, Runnable close) {
        this.ended = ended;
        this.close = close;
    }

    /**
     * Tells when it is over.
     *
     * @return completed with how, on the thread that carried the session; never fails
     */
    public CompletionStage<SessionEnd> ended() {
        return ended.minimalCompletionStage();
    }

    /** Ends it soon. Nothing happens when it has ended. */
    @Override
    public void close() {
        close.run();
    }
}
