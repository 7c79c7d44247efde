package io.fairlead.cluster.redis;

import io.fairlead.cluster.redis.SharedHash.Content;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a hash on a thread of its own: asks for its version again and again, and reads it when that is another. What
 * Redis has lost, because it was started again empty or a replica without the last changes took over, is written back
 * from memory.
 */
final class HashWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HashWatch.class);

    private final SharedHash hash;
    private final Consumer<Content> changed;
    private final ScheduledExecutorService timer;
    private final String name;

    // Written by the timer's thread only.
    private volatile Content current = Content.NONE;
    private boolean failing;

    /**
     * Waits for the first look at Redis, a command's time-out or two at most.
     *
     * @param name     for the thread and the log
     * @param interval from one look to the next, 1 ms or more
     * @param changed  told each new content, on the watch's thread
     */
    HashWatch(SharedHash hash, String name, Duration interval, Consumer<Content> changed) {
        this.hash = hash;
        this.name = name;
        this.changed = changed;
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("redis-" + name).daemon().factory());
        look().toCompletableFuture().join();
        ScheduledFuture<?> _ = timer.scheduleWithFixedDelay(
                this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    Content current() {
        return current;
    }

    /** Looks now; done when what was found is told. */
    CompletionStage<Void> look() {
        return hash.version()
                .thenComposeAsync(version -> version.map(this::follow).orElseGet(this::failed), timer)
                .thenAcceptAsync(found -> found.ifPresent(this::take), timer)
                .exceptionally(failure -> {
                    log.atDebug().addKeyValue("what", name).setCause(failure).log("look ended");
                    return null;
                });
    }

    private CompletionStage<Optional<Content>> failed() {
        note(true);
        return CompletableFuture.completedStage(Optional.empty());
    }

    private CompletionStage<Optional<Content>> follow(SharedHash.Version stored) {
        note(false);
        Content known = current;
        if (known.version().isLostIn(stored)) {
            log.atWarn().addKeyValue("what", name).addKeyValue("fields", known.fields().size())
                    .log("Redis has lost what operators said, it is written back");
            return hash.restore(known).thenCompose(_ -> hash.content());
        }
        return known.version().equals(stored)
                ? CompletableFuture.completedStage(Optional.empty())
                : hash.content();
    }

    private void note(boolean fails) {
        if (fails != failing) {
            failing = fails;
            log.atWarn().addKeyValue("what", name).log(
                    fails ? "Redis does not answer, all stays as it was" : "Redis answers again");
        }
    }

    private void take(Content found) {
        Content before = current;
        if (found.version().equals(before.version()) || before.version().isLostIn(found.version())) {
            // Looks overlap; what an earlier one has found comes late. What was lost is the next look's business.
            return;
        }
        current = found;
        changed.accept(found);
    }

    /** Runs something on the watch's thread, between two changes; not after the close. */
    void execute(Runnable work) {
        try {
            timer.execute(work);
        } catch (RejectedExecutionException e) {
            log.atDebug().addKeyValue("what", name).log("nothing is done after the close");
        }
    }

    /** Runs something on the watch's thread again and again. */
    void repeat(Runnable work, Duration interval) {
        ScheduledFuture<?> _ = timer.scheduleWithFixedDelay(
                work, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
