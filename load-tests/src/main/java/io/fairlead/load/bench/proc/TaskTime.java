package io.fairlead.load.bench.proc;

/**
 * The time of one thread.
 *
 * @param runNanos  on a core, in nanoseconds
 * @param waitNanos ready to run while others had the cores, in nanoseconds
 */
public record TaskTime(long runNanos, long waitNanos) {
    /** Of a thread that has just begun. */
    static final TaskTime NONE = new TaskTime(0, 0);
}
