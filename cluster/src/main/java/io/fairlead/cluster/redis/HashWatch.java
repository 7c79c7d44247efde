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
import java.util.function.Function;
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
    private boolean isLooking;
    private boolean again;

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
        CompletableFuture.supplyAsync(this::start, timer).thenCompose(Function.identity()).join();
        repeat(this::start, interval);
    }

    Content current() {
        return current;
    }

    /** Looks now, or once more after the look that is under way: however many ask for it, there is one at a time. */
    void look() {
        execute(() -> {
            again = isLooking;
            start();
        });
    }

    private CompletionStage<Void> start() {
        if (isLooking) {
            return CompletableFuture.completedStage(null);
        }
        isLooking = true;
        return hash.version()
                .thenComposeAsync(version -> version.map(this::follow).orElseGet(this::failed), timer)
                .thenAcceptAsync(found -> found.ifPresent(this::take), timer)
                .handleAsync((_, failure) -> {
                    ended(failure);
                    return null;
                }, timer);
    }

    private void ended(Throwable failure) {
        if (failure != null) {
            log.atError().addKeyValue("what", name).setCause(failure).log("a change was not followed");
        }
        isLooking = false;
        if (again) {
            again = false;
            CompletionStage<Void> _ = start();
        }
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
            // What was lost while it was read is the next look's business.
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
