package io.fairlead.cluster.redis;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that Redis fails and once that it works again, however many requests meet the failure; at most one such
 * pair of lines a minute. Safe for use by any thread.
 */
final class RedisFailureLog {
    private static final Logger log = LoggerFactory.getLogger(RedisFailureLog.class);

    private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private final AtomicLong nextReport;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicReference<String> reported = new AtomicReference<>();

    RedisFailureLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextReport = new AtomicLong(nanoTime.getAsLong());
    }

    void failed(String operation, Throwable failure) {
        failures.incrementAndGet();
        long now = nanoTime.getAsLong();
        long due = nextReport.get();
        if (now - due < 0 || !nextReport.compareAndSet(due, now + INTERVAL_NANOS)) {
            return;
        }
        reported.set(operation);
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        log.atError().addKeyValue("operation", operation).addKeyValue("failures", failures.getAndSet(0))
                .addKeyValue("reason", String.valueOf(cause.getMessage())).log("redis failed");
    }

    void worked() {
        if (reported.get() != null && reported.getAndSet(null) != null) {
            log.atInfo().addKeyValue("failures", failures.getAndSet(0)).log("redis works again");
        }
    }
}
