package io.fairlead.audit;

import io.fairlead.audit.AuditDestination.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends audit lines to a destination that may be slow or away, on a thread of its own. What could not be sent is sent
 * again, after a pause that doubles each time, in the order in which it was noted; meanwhile a bounded number of lines
 * waits, and what comes after these is dropped and counted.
 */
public final class QueuedOutput implements AuditOutput {
    /** So many lines may wait: some 6 MB. */
    public static final int DEFAULT_CAPACITY = 16_384;

    private static final Logger log = LoggerFactory.getLogger(QueuedOutput.class);

    /** How it is tried again. */
    record Patience(Duration first, Duration longest, Duration closing) {
        /** For servers. */
        static final Patience USUAL = new Patience(
                Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofSeconds(5));

        Duration before(int attempt, Optional<Duration> wanted) {
            Duration doubled = first.multipliedBy(1L << Math.min(attempt, 20));
            Duration pause = wanted.isPresent() && wanted.get().compareTo(doubled) > 0 ? wanted.get() : doubled;
            return pause.compareTo(longest) > 0 ? longest : pause;
        }
    }

    /** So many lines are sent at once. */
    static final int BATCH = 500;

    private final String name;
    private final AuditDestination destination;
    private final AuditCounts counts;
    private final Patience patience;
    private final BlockingQueue<String> queue;
    private final Thread sender;
    private volatile boolean closed;
    private boolean failing;
    private boolean full;

    QueuedOutput(String name, AuditDestination destination, int capacity, Patience patience, AuditCounts counts) {
        this.name = name;
        this.destination = destination;
        this.counts = counts;
        this.patience = patience;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.sender = Thread.ofPlatform().name("audit-" + name).daemon().start(this::run);
    }

    /**
     * Begins to send.
     *
     * @param name        names the output in the log and to its thread
     * @param destination where lines go; closed with this
     * @param counts      counts the lines
     * @return the output
     */
    public static QueuedOutput start(String name, AuditDestination destination, AuditCounts counts) {
        return new QueuedOutput(name, destination, DEFAULT_CAPACITY, Patience.USUAL, counts);
    }

    @Override
    public void write(List<String> lines) {
        int dropped = 0;
        for (String line : lines) {
            // Nothing that comes later is taken before what is missing, so that a reader sees one gap and not many.
            if (dropped > 0 || !queue.offer(line)) {
                dropped++;
            }
        }
        if (dropped > 0) {
            counts.lost(dropped);
            if (!full) {
                log.atError().addKeyValue("output", name).addKeyValue("waiting", queue.size())
                        .log("audit output is too slow, lines are lost");
            }
        }
        full = dropped > 0;
    }

    @Override
    public void tick() {
        // The thread looks for itself.
    }

    private void run() {
        List<String> batch = new ArrayList<>(BATCH);
        try {
            while (!closed || !queue.isEmpty()) {
                String first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH - 1);
                    deliver(List.copyOf(batch));
                    batch.clear();
                }
            }
        } catch (InterruptedException _) {
            // Closed before all was sent.
            int left = batch.size() + queue.size();
            counts.lost(left);
            log.atError().addKeyValue("output", name).addKeyValue("count", left).log("audit not sent to its end");
        }
    }

    /** Returns when the lines are there or refused. */
    private void deliver(List<String> lines) throws InterruptedException {
        for (int attempt = 0;; attempt++) {
            switch (attempt(lines)) {
                case Outcome.Delivered() -> {
                    counts.written(lines.size());
                    if (failing) {
                        log.atInfo().addKeyValue("output", name).log("audit is sent again");
                    }
                    failing = false;
                    return;
                }
                case Outcome.Refused(String reason) -> {
                    counts.lost(lines.size());
                    log.atError().addKeyValue("output", name).addKeyValue("count", lines.size())
                            .addKeyValue("reason", reason).log("audit lines refused");
                    return;
                }
                case Outcome.Later(String reason, Optional<Duration> after) -> {
                    if (!failing) {
                        log.atWarn().addKeyValue("output", name).addKeyValue("reason", reason)
                                .log("audit cannot be sent, trying again");
                    }
                    failing = true;
                    TimeUnit.NANOSECONDS.sleep(patience.before(attempt, after).toNanos());
                }
            }
        }
    }

    private Outcome attempt(List<String> lines) throws InterruptedException {
        try {
            return destination.send(lines);
        } catch (IOException e) {
            String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new Outcome.Later(message, Optional.empty());
        } catch (RuntimeException e) {
            // A mistake of ours must not end the thread, and the same lines would meet it again.
            log.atError().setCause(e).addKeyValue("output", name).log("audit output failed");
            return new Outcome.Refused(e.getClass().getSimpleName());
        }
    }

    /** Sends what waits, for some seconds; what then is left is lost. */
    @Override
    public void close() {
        closed = true;
        try {
            if (!sender.join(patience.closing())) {
                sender.interrupt();
                sender.join();
            }
        } catch (InterruptedException _) {
            sender.interrupt();
            Thread.currentThread().interrupt();
        }
        destination.close();
    }
}
