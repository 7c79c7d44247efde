package io.fairlead.load.bench.drive;

import io.fairlead.load.bench.proc.CpuSample;
import io.fairlead.load.bench.proc.ProcessFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The stretch of a round that is measured: opened when the load has settled, closed when it has lasted long enough.
 * Asked in each pass of a generator's loop.
 */
final class CpuWindow {
    private static final long DOZE_NANOS = 1_000_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final double PERCENT = 100;

    private final ProcessFiles process;
    private final ProcessFiles own = new ProcessFiles(ProcessHandle.current().pid());
    private final Duration settle;
    private final Duration measured;
    private final long began = System.nanoTime();
    private CpuSample first;
    private CpuSample last;
    private CpuSample ownFirst;
    private CpuSample ownLast;

    CpuWindow(ProcessFiles process, Duration settle, Duration measured) {
        this.process = process;
        this.settle = settle;
        this.measured = measured;
    }

    /** Whether this is the instant to open, at which counters are to be set to zero. */
    boolean opens(long now) throws IOException {
        if (first != null || now - began < settle.toNanos()) {
            return false;
        }
        open();
        return true;
    }

    /** Opens it now. */
    void open() throws IOException {
        ownFirst = own.cpu();
        first = process.cpu();
    }

    /**
     * Whether it is over. While nothing has arrived it stays open, for half a minute: what shares a core with others
     * may stand still for as long as a short window lasts.
     */
    boolean closes(long arrived) throws IOException {
        long open = first == null ? -1 : System.nanoTime() - first.atNanos();
        if (open < measured.toNanos() || (arrived == 0 && open < PATIENCE_NANOS)) {
            return false;
        }
        close();
        return true;
    }

    /** Closes it now. */
    void close() throws IOException {
        last = process.cpu();
        ownLast = own.cpu();
    }

    /** Lets it pass while nothing is done. */
    void pass() throws IOException {
        while (!closes(1)) {
            if (!opens(System.nanoTime())) {
                LockSupport.parkNanos(DOZE_NANOS);
            }
        }
    }

    double cpuSeconds() {
        return last.secondsSince(first);
    }

    double wallSeconds() {
        return last.wallSecondsSince(first);
    }

    Conditions conditions() {
        double wall = wallSeconds();
        return new Conditions(PERCENT * cpuSeconds() / wall, PERCENT * last.waitSecondsSince(first) / wall,
                PERCENT * ownLast.waitSecondsSince(ownFirst) / wall);
    }
}
