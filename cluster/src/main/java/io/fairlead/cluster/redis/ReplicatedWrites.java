package io.fairlead.cluster.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Writes that count only when replicas have them, too. {@code WAIT} concerns what was written before it on the same
 * connection, and Redis answers nothing else on that connection meanwhile: so these writes have a connection of their
 * own, and one {@code WAIT} serves all that were sent before it.
 */
final class ReplicatedWrites {
    private final RedisLine line;
    private final int replicas;
    private final Duration patience;
    private final ConcurrentHashMap<StatefulRedisConnection<byte[], byte[]>, Queue> queues = new ConcurrentHashMap<>();

    /** Waits for the replicas for {@code patience} at most, which is less than a command's time-out. */
    ReplicatedWrites(RedisLine line, int replicas, Duration patience) {
        this.line = line;
        this.replicas = replicas;
        this.patience = patience;
    }

    /** Carries a write out at the server that holds {@code key}. Fails when too few replicas have it in time. */
    <T> CompletionStage<T> write(byte[] key,
            Function<RedisClusterAsyncCommands<byte[], byte[]>, CompletionStage<T>> write) {
        return line.holderOf(key).thenCompose(connection -> {
            // A connection that was replaced would stay here for ever.
            queues.keySet().removeIf(known -> !known.equals(connection) && !known.isOpen());
            return queues.computeIfAbsent(connection, Queue::new).write(write);
        });
    }

    /** The writes of one connection. */
    private final class Queue {
        private final RedisClusterAsyncCommands<byte[], byte[]> redis;
        private final ReentrantLock lock = new ReentrantLock();
        private List<CompletableFuture<Void>> sent = new ArrayList<>();
        private boolean waiting;

        Queue(StatefulRedisConnection<byte[], byte[]> connection) {
            this.redis = connection.async();
        }

        <T> CompletionStage<T> write(Function<RedisClusterAsyncCommands<byte[], byte[]>, CompletionStage<T>> write) {
            CompletableFuture<Void> replicated = new CompletableFuture<>();
            CompletionStage<T> answer;
            lock.lock();
            try {
                answer = write.apply(redis);
                sent.add(replicated);
                askReplicas();
            } finally {
                lock.unlock();
            }
            return answer.thenCombine(replicated, (result, done) -> result);
        }

        private void askReplicas() {
            if (waiting || sent.isEmpty()) {
                return;
            }
            waiting = true;
            List<CompletableFuture<Void>> covered = sent;
            sent = new ArrayList<>();
            redis.waitForReplication(replicas, patience.toMillis()).whenComplete((have, failure) -> {
                lock.lock();
                try {
                    waiting = false;
                    askReplicas();
                } finally {
                    lock.unlock();
                }
                for (CompletableFuture<Void> write : covered) {
                    if (failure != null) {
                        write.completeExceptionally(failure);
                    } else if (have < replicas) {
                        write.completeExceptionally(new RedisException(
                                "replicas that have the write: " + have + " (expected: " + replicas + ")"));
                    } else {
                        write.complete(null);
                    }
                }
            });
        }
    }
}
