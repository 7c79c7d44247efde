package io.fairlead.load.record;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches the generator itself: how late its plans are, what it takes of its cores, how long garbage collection stops
 * it, and how late a thread of it wakes. {@link SaturationLimits} judge that. Any thread; close it when the run ends.
 */
public final class GeneratorWatch implements AutoCloseable {
    private static final long PERIOD_NANOS = Duration.ofMillis(10).toNanos();
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private final Timing lateness;
    private final Timing wakeUp;
    private final Count dropped;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Begins to watch.
     *
     * @param recorder where it is recorded
     */
    public GeneratorWatch(Recorder recorder) {
        this.lateness = recorder.timing(Names.LATENESS, "How much later than planned the generator began something.");
        this.wakeUp = recorder.timing(Names.WAKE_UP,
                "How much later than asked for a thread of the generator woke, which it wants to each 10 ms.");
        this.dropped = recorder.count(Names.DROPPED, "plans", "Planned and not carried out.");
        Processor processor = new Processor();
        recorder.counted(Names.GENERATOR_CPU, "s", "Processor time of the generator.", processor::seconds);
        recorder.level(Names.GENERATOR_SHARE, "of cores", "Share of its cores that the generator took.", Kind.HIGHEST,
                processor::share);
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
                // Those of ZGC and Shenandoah that are called so run beside the program.
                .filter(each -> !each.getName().contains("Cycles"))
                .toList();
        recorder.counted(Names.PAUSES, "s", "Garbage collection stopped the generator for so long.",
                () -> collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum() / MILLIS);
        this.thread = Thread.ofPlatform().daemon().name("generator-watch").start(this::watch);
    }

    /**
     * Tells how late something was begun.
     *
     * @param intendedNanos when it was planned, by the recorder's clock
     * @param actualNanos   when it was begun
     */
    public void late(long intendedNanos, long actualNanos) {
        lateness.record(intendedNanos, actualNanos);
    }

    /**
     * Tells that plans were given up.
     *
     * @param plans how many
     */
    public void dropped(long plans) {
        dropped.add(plans);
    }

    /** A wake-up that was slept through counts too: each of the missed ones is late by what it is late by. */
    private void watch() {
        long planned = System.nanoTime() + PERIOD_NANOS;
        while (!closed) {
            long now = System.nanoTime();
            if (now - planned < 0) {
                LockSupport.parkNanos(planned - now);
            } else {
                wakeUp.record(planned, now);
                planned += PERIOD_NANOS;
            }
        }
    }

    /** Ends the thread. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /** CPU time of this process. Asked by the ticks alone, one after the other. */
    private static final class Processor {
        private final int cores = Runtime.getRuntime().availableProcessors();
        private long lastAt = System.nanoTime();
        private double last = seconds();

        double seconds() {
            return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean bean
                    ? bean.getProcessCpuTime() / NANOS
                    : Double.NaN;
        }

        double share() {
            long now = System.nanoTime();
            double used = seconds();
            double share = (used - last) / ((now - lastAt) / NANOS * cores);
            lastAt = now;
            last = used;
            return share;
        }
    }
}
