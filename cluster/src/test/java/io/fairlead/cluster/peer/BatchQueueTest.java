package io.fairlead.cluster.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BatchQueueTest {
    private final BatchQueue<String> queue = new BatchQueue<>(3);

    @Test
    void givesOutInOrderAtMostAsManyAsAskedFor() {
        queue.offer("a");
        queue.offer("b");
        queue.offer("c");

        assertThat(queue.take(2)).containsExactly("a", "b");
        assertThat(queue.take(2)).containsExactly("c");
    }

    @Test
    void refusesWhatExceedsItsCapacityUntilSomethingIsTaken() {
        assertThat(List.of(queue.offer("a"), queue.offer("b"), queue.offer("c"), queue.offer("d")))
                .containsExactly(true, true, true, false);
        queue.take(1);
        assertThat(queue.offer("e")).isTrue();
        assertThat(queue.take(9)).containsExactly("b", "c", "e");
    }

    @Test
    void whatItHoldsIsGivenOutAfterTheCloseAndThenNothing() {
        queue.offer("a");
        queue.close();

        assertThat(queue.offer("b")).isFalse();
        assertThat(queue.take(9)).containsExactly("a");
        assertThat(queue.take(9)).isEmpty();
    }

    @Test
    void whoWaitsIsWokenByAnElement() {
        CompletableFuture<List<String>> taken = takeInAnotherThread();

        queue.offer("a");

        assertThat(taken.join()).containsExactly("a");
    }

    @Test
    void allWhoWaitAreWokenByTheClose() {
        CompletableFuture<List<String>> first = takeInAnotherThread();
        CompletableFuture<List<String>> second = takeInAnotherThread();

        queue.close();

        assertThat(first.join()).isEmpty();
        assertThat(second.join()).isEmpty();
    }

    private CompletableFuture<List<String>> takeInAnotherThread() {
        CompletableFuture<List<String>> taken = new CompletableFuture<>();
        Thread taker = Thread.ofPlatform().daemon().start(() -> taken.complete(queue.take(9)));
        await().until(() -> taker.getState() == Thread.State.WAITING);
        return taken.orTimeout(10, java.util.concurrent.TimeUnit.SECONDS);
    }
}
