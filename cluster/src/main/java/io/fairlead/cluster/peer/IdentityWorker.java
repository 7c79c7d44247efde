package io.fairlead.cluster.peer;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One thread with one connection: takes requests from a queue many at a time, has them answered, and completes their
 * stages. After a failure it opens a new connection with the next batch, so it recovers when the database does. Ends
 * when the queue is closed and empty.
 */
final class IdentityWorker<Q, A> {
    /** A question, who waits for its answer, and since when, in monotonic nanoseconds. */
    record Request<Q, A>(Q question, CompletableFuture<A> answer, long asked) {
        boolean isOlder(long nanos, long now) {
            return now - asked >= nanos;
        }
    }

    /** Answers a batch with as many answers, in order. */
    interface Batch<Q, A> {
        List<A> answer(IdentityTable table, List<Q> questions) throws SQLException;
    }

    private final SqliteFile file;
    private final BatchQueue<Request<Q, A>> queue;
    private final int maxBatch;
    private final Batch<Q, A> batch;
    private final A unavailable;
    private final FailureLog failures;
    private final Thread thread;
    private IdentityTable table;

    /** What is being answered; never changed once it is here. */
    private volatile List<Request<Q, A>> current = List.of();

    IdentityWorker(String name, SqliteFile file, BatchQueue<Request<Q, A>> queue, int maxBatch, Batch<Q, A> batch,
            A unavailable, FailureLog failures) {
        this.file = file;
        this.queue = queue;
        this.maxBatch = maxBatch;
        this.batch = batch;
        this.unavailable = unavailable;
        this.failures = failures;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Waits for the end of the work that was queued; false when it takes longer than {@code limit}. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return thread.join(limit);
    }

    private void run() {
        for (List<Request<Q, A>> taken = queue.take(maxBatch); !taken.isEmpty(); taken = queue.take(maxBatch)) {
            // Who was told in the meantime that the store is unavailable must not be surprised by a late write.
            List<Request<Q, A>> waiting = taken.stream().filter(request -> !request.answer().isDone()).toList();
            if (!waiting.isEmpty()) {
                current = waiting;
                answer(waiting);
                current = List.of();
            }
        }
        disconnect();
    }

    /** Tells who has waited for so long already that the store is unavailable. To be called by another thread. */
    void giveUp(long nanos, long now) {
        current.stream().filter(request -> request.isOlder(nanos, now))
                .forEach(request -> request.answer().complete(unavailable));
        queue.removeWhile(request -> request.isOlder(nanos, now))
                .forEach(request -> request.answer().complete(unavailable));
    }

    private void answer(List<Request<Q, A>> requests) {
        try {
            if (table == null) {
                table = new IdentityTable(file.open());
            }
            List<A> answers = batch.answer(table, requests.stream().map(Request::question).toList());
            failures.worked();
            for (int i = 0; i < requests.size(); i++) {
                requests.get(i).answer().complete(answers.get(i));
            }
        } catch (SQLException | RuntimeException e) {
            failures.failed(e);
            disconnect();
            requests.forEach(request -> request.answer().complete(unavailable));
        }
    }

    private void disconnect() {
        if (table == null) {
            return;
        }
        try {
            table.close();
        } catch (SQLException e) {
            failures.failed(e);
        }
        table = null;
    }
}
