package io.fairlead.cluster.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.peer.IdentityWorker.Request;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityWorkerTest {
    @TempDir
    private Path directory;
    private SqliteFile file;
    private final BatchQueue<Request<String, String>> queue = new BatchQueue<>(10);
    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void createTable() throws SQLException {
        file = new SqliteFile(directory.resolve("db_v2.sqlite3"), Duration.ZERO);
        try (Connection connection = file.create()) {
            IdentityTable.create(connection);
        }
    }

    @Test
    void doesNotWorkForWhoHasBeenAnsweredInTheMeantime() throws InterruptedException {
        CompletableFuture<String> first = ask("first");
        ask("late").complete("timed out");
        CompletableFuture<String> last = ask("last");

        runToEnd((table, questions) -> {
            asked.addAll(questions);
            return questions.stream().map(question -> "re " + question).toList();
        });

        assertThat(asked).containsExactly("first", "last");
        assertThat(first).isCompletedWithValue("re first");
        assertThat(last).isCompletedWithValue("re last");
    }

    @Test
    void anUnexpectedExceptionIsAnsweredAndDoesNotEndTheWork() throws InterruptedException {
        CompletableFuture<String> broken = ask("broken");
        CompletableFuture<String> next = ask("next");

        runToEnd((table, questions) -> {
            if (questions.contains("broken")) {
                throw new IllegalStateException("made by the test");
            }
            return questions;
        });

        assertThat(broken).isCompletedWithValue("unavailable");
        assertThat(next).isCompletedWithValue("next");
    }

    @Test
    void whoHasWaitedForTooLongIsToldSoWhereverTheQuestionIs() throws InterruptedException {
        CompletableFuture<String> held = ask("held");
        CompletableFuture<String> queued = ask("queued");
        CountDownLatch taken = new CountDownLatch(1);
        IdentityWorker<String, String> worker = worker((table, questions) -> {
            taken.countDown();
            held.join();
            asked.addAll(questions);
            return questions;
        });
        worker.start();
        assertThat(taken.await(10, TimeUnit.SECONDS)).isTrue();

        worker.giveUp(Long.MAX_VALUE, System.nanoTime());
        assertThat(held).isNotDone();
        assertThat(queued).isNotDone();
        worker.giveUp(0, System.nanoTime());

        assertThat(held).isCompletedWithValue("unavailable");
        assertThat(queued).isCompletedWithValue("unavailable");
        queue.close();
        assertThat(worker.awaitEnd(Duration.ofSeconds(10))).isTrue();
        assertThat(asked).as("the one that was taken before").containsExactly("held");
    }

    private CompletableFuture<String> ask(String question) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        queue.offer(new Request<>(question, answer, System.nanoTime()));
        return answer;
    }

    private void runToEnd(IdentityWorker.Batch<String, String> batch) throws InterruptedException {
        IdentityWorker<String, String> worker = worker(batch);
        queue.close();
        worker.start();
        assertThat(worker.awaitEnd(Duration.ofSeconds(10))).isTrue();
    }

    private IdentityWorker<String, String> worker(IdentityWorker.Batch<String, String> batch) {
        return new IdentityWorker<>("worker", file, queue, 1, batch, "unavailable",
                new FailureLog(file.path(), "ask", System::nanoTime));
    }
}
