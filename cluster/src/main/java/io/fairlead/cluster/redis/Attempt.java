package io.fairlead.cluster.redis;

import io.lettuce.core.RedisException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs commands whose failure is an outcome like any other. */
final class Attempt {
    private static final Logger log = LoggerFactory.getLogger(Attempt.class);

    private Attempt() {}

    /** A command's answer as its caller reads it, or what stands for no answer. Never completes exceptionally. */
    static <T, R> CompletionStage<R> of(
            Supplier<CompletionStage<T>> command, Function<T, R> answered, R unavailable) {
        return sent(command).thenApply(answered).exceptionally(failure -> {
            note(failure);
            return unavailable;
        });
    }

    private static <T> CompletionStage<T> sent(Supplier<CompletionStage<T>> command) {
        try {
            return command.get();
        } catch (RedisException | IllegalStateException e) {
            // A connection that was closed says so on the spot.
            return CompletableFuture.failedStage(e);
        }
    }

    /** That Redis fails is told once by those who follow its state; a mistake of ours nobody else would tell. */
    private static void note(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        if (!(cause instanceof RedisException)) {
            log.atWarn().setCause(cause).log("what Redis answered was not understood");
        } else {
            log.atDebug().addKeyValue("reason", cause.getMessage()).log("Redis did not answer");
        }
    }
}
