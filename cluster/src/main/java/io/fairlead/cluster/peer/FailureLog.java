package io.fairlead.cluster.peer;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that the database fails and once that it works again, however many requests meet the failure; at most one
 * such pair of lines a minute. Safe for use by any thread.
 */
final class FailureLog {
    private static final Logger log = LoggerFactory.getLogger(FailureLog.class);

    /** A flapping disk fills no log; a lasting failure is still seen by who looks at the last minute. */
    private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final Path database;
    private final String operation;
    private final LongSupplier nanoTime;
    private final AtomicLong nextReport;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicBoolean reported = new AtomicBoolean();

    FailureLog(Path database, String operation, LongSupplier nanoTime) {
        this.database = database;
        this.operation = operation;
        this.nanoTime = nanoTime;
        this.nextReport = new AtomicLong(nanoTime.getAsLong());
    }

    void failed(Exception failure) {
        failures.incrementAndGet();
        long now = nanoTime.getAsLong();
        long due = nextReport.get();
        if (now - due < 0 || !nextReport.compareAndSet(due, now + INTERVAL_NANOS)) {
            return;
        }
        reported.set(true);
        log.atError().addKeyValue("database", database).addKeyValue("operation", operation)
                .addKeyValue("code", failure instanceof SQLException sql ? sql.getErrorCode() : 0)
                .addKeyValue("failures", failures.getAndSet(0)).setCause(failure).log("database failed");
    }

    void worked() {
        if (reported.get() && reported.compareAndSet(true, false)) {
            log.atInfo().addKeyValue("database", database).addKeyValue("operation", operation)
                    .addKeyValue("failures", failures.getAndSet(0)).log("database works again");
        }
    }
}
