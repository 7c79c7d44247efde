package io.fairlead.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events from any thread without ever waiting, and writes them on a thread of its own. What does not fit into the
 * queue is dropped and counted, and a line says so once there is room again. Refusals, refused introductions among
 * them, are noted up to a number per second, as strangers can cause any number; the rest is counted in the same way.
 */
public final class AuditLog implements AuditSink, AutoCloseable {
    /** So many events may wait for the disk: some 5 MB, and several seconds of a busy node. */
    public static final int DEFAULT_CAPACITY = 16_384;

    /** So many refusals are noted in one second. */
    static final int REFUSALS_PER_SECOND = 100;

    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
    private static final int BATCH = 512;
    private static final long TICK_MILLIS = 500;
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private record Noted(Instant time, AuditEvent event) {}

    /** Ends the writer's wait. */
    private static final Noted WAKE = new Noted(Instant.EPOCH, new AuditEvent.Lost(0, ""));

    private final String node;
    private final InstantSource clock;
    private final List<AuditOutput> outputs;
    private final AuditCounts counts;
    private final BlockingQueue<Noted> queue;
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong tooMany = new AtomicLong();
    private final AtomicLong refusalSecond = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private final Thread writer;
    private long written;
    private volatile boolean closed;

    /**
     * Begins to write.
     *
     * @param node     names the node in every line
     * @param clock    the time of day
     * @param capacity events that may wait, at least 1
     * @param outputs  where lines go; closed with this
     * @param counts   counts what the queue takes and drops
     */
    public AuditLog(String node, InstantSource clock, int capacity, List<AuditOutput> outputs, AuditCounts counts) {
        this.node = node;
        this.clock = clock;
        this.outputs = List.copyOf(outputs);
        this.counts = counts;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.writer = Thread.ofPlatform().name("audit").daemon().start(this::run);
    }

    @Override
    public void record(AuditEvent event) {
        Instant now = clock.instant();
        if (event.isRefusal() && !mayRefuse(now.getEpochSecond())) {
            tooMany.incrementAndGet();
            counts.lost(1);
        } else if (closed || !queue.offer(new Noted(now, event))) {
            lost.incrementAndGet();
            counts.lost(1);
        }
    }

    private boolean mayRefuse(long second) {
        if (refusalSecond.getAndSet(second) != second) {
            refusals.set(0);
        }
        return refusals.incrementAndGet() <= REFUSALS_PER_SECOND;
    }

    private void run() {
        List<Noted> taken = new ArrayList<>(BATCH);
        while (true) {
            boolean last = closed;
            try {
                Noted first = last ? queue.poll() : queue.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    taken.add(first);
                    queue.drainTo(taken, BATCH - 1);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts this thread", e);
            }
            taken.remove(WAKE);
            write(taken);
            if (last && taken.isEmpty()) {
                return;
            }
            taken.clear();
        }
    }

    private void write(List<Noted> taken) {
        List<String> lines = new ArrayList<>(taken.size() + 2);
        taken.forEach(noted -> lines.add(line(noted.time(), noted.event())));
        tellLost(lost, "queue_full", lines);
        tellLost(tooMany, "too_many_refusals", lines);
        for (AuditOutput output : outputs) {
            try {
                if (!lines.isEmpty()) {
                    output.write(lines);
                }
                output.tick();
            } catch (RuntimeException e) {
                // The other outputs go on.
                log.atError().setCause(e).addKeyValue("output", output.getClass().getSimpleName())
                        .log("audit output failed");
            }
        }
        if (!taken.isEmpty()) {
            counts.written(taken.size());
        }
    }

    private String line(Instant time, AuditEvent event) {
        written++;
        return AuditLine.of(node, written, time, event);
    }

    private void tellLost(AtomicLong counter, String reason, List<String> lines) {
        long count = counter.getAndSet(0);
        if (count > 0) {
            lines.add(line(clock.instant(), new AuditEvent.Lost(count, reason)));
            log.atWarn().addKeyValue("count", count).addKeyValue("reason", reason).log("audit events not noted");
        }
    }

    /** Writes what waits, then closes the outputs. Later events are lost. */
    @Override
    public void close() {
        closed = true;
        // Not an interrupt, which would close the file under a write. With a full queue the writer is awake.
        boolean _ = queue.offer(WAKE);
        try {
            if (!writer.join(CLOSING)) {
                log.atError().addKeyValue("waiting", queue.size()).log("audit not written to its end");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        outputs.forEach(AuditOutput::close);
    }
}
