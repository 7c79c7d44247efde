package io.fairlead.load.bench.proc;

import java.util.Map;

/**
 * The CPU time of a process up to an instant.
 *
 * @param atNanos   the instant, by {@link System#nanoTime}
 * @param ticks     user and system time of all threads that there ever were, in ticks of 10 ms
 * @param taskNanos of the threads that there are, by their ids: the time that they have run, in nanoseconds; empty where
 *                  the kernel keeps no such account
 */
public record CpuSample(long atNanos, long ticks, Map<Integer, Long> taskNanos) {
    /** USER_HZ, which is 100 on all architectures that this runs on. */
    private static final double TICKS_PER_SECOND = 100;
    /** Each reading may be a tick behind. */
    private static final double ROUNDING_SECONDS = 2 / TICKS_PER_SECOND;
    private static final double NANOS = 1e9;

    /** Copies the times. */
    public CpuSample {
        taskNanos = Map.copyOf(taskNanos);
    }

    /**
     * Tells how much CPU time was used between two samples of one process: to the nanosecond from the threads' own
     * accounts, unless threads that have ended in between have taken time with them that only the ticks know of.
     *
     * @param earlier of the same process
     * @return in seconds
     */
    public double secondsSince(CpuSample earlier) {
        double coarse = (ticks - earlier.ticks) / TICKS_PER_SECOND;
        long nanos = 0;
        for (Map.Entry<Integer, Long> task : taskNanos.entrySet()) {
            nanos += task.getValue() - earlier.taskNanos.getOrDefault(task.getKey(), 0L);
        }
        double fine = nanos / NANOS;
        return coarse - fine > ROUNDING_SECONDS || taskNanos.isEmpty() ? coarse : fine;
    }

    /**
     * Tells how much time has passed between two samples.
     *
     * @param earlier taken before
     * @return in seconds
     */
    public double wallSecondsSince(CpuSample earlier) {
        return (atNanos - earlier.atNanos) / NANOS;
    }
}
