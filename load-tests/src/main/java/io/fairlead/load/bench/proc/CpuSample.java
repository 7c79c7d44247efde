package io.fairlead.load.bench.proc;

import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The CPU time of a process up to an instant.
 *
 * @param atNanos the instant, by {@link System#nanoTime}
 * @param ticks   user and system time of all threads that there ever were, in ticks of 10 ms
 * @param tasks   of the threads that there are, by their ids; empty where the kernel keeps no such account
 */
public record CpuSample(long atNanos, long ticks, Map<Integer, TaskTime> tasks) {
    /** USER_HZ, which is 100 on all architectures that this runs on. */
    private static final double TICKS_PER_SECOND = 100;
    /** Each reading may be a tick behind. */
    private static final double ROUNDING_SECONDS = 2 / TICKS_PER_SECOND;
    private static final double NANOS = 1e9;

    /** Copies the times. */
    public CpuSample {
        tasks = Map.copyOf(tasks);
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
        double fine = sumSince(earlier, TaskTime::runNanos);
        return coarse - fine > ROUNDING_SECONDS || tasks.isEmpty() ? coarse : fine;
    }

    /**
     * Tells how long threads were ready to run and had no core between two samples of one process, all threads added.
     *
     * @param earlier of the same process
     * @return in seconds; 0 where the kernel keeps no such account
     */
    public double waitSecondsSince(CpuSample earlier) {
        return sumSince(earlier, TaskTime::waitNanos);
    }

    private double sumSince(CpuSample earlier, ToLongFunction<TaskTime> time) {
        long nanos = 0;
        for (Map.Entry<Integer, TaskTime> task : tasks.entrySet()) {
            nanos += time.applyAsLong(task.getValue())
                    - time.applyAsLong(earlier.tasks.getOrDefault(task.getKey(), TaskTime.NONE));
        }
        return nanos / NANOS;
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
