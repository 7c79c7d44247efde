package io.fairlead.cluster.control;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** Commands of a process that is alone: they are for itself. Safe for use by any thread. */
public final class LocalControl implements NodeControl {
    private final String nodeId;
    private final String told;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Handler handler = (_, _) -> new Reply.NoAnswer();

    /**
     * Asks nobody else.
     *
     * @param nodeId this node
     * @param told   what it tells of itself
     */
    public LocalControl(String nodeId, String told) {
        this.nodeId = nodeId;
        this.told = told;
    }

    @Override
    public void serve(Handler carriesOut) {
        handler = carriesOut;
    }

    @Override
    public CompletionStage<Map<String, String>> nodes() {
        return CompletableFuture.completedStage(Map.of(nodeId, told));
    }

    @Override
    public CompletionStage<Reply> ask(String node, String command, String text) {
        if (!node.equals(nodeId)) {
            return CompletableFuture.completedStage(new Reply.NoAnswer());
        }
        try {
            return CompletableFuture.supplyAsync(() -> handler.handle(command, text), threads)
                    .exceptionally(_ -> new Reply.NoAnswer());
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedStage(new Reply.NoAnswer());
        }
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
