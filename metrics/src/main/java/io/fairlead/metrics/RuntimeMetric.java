package io.fairlead.metrics;

import static io.fairlead.metrics.MetricEntry.counter;
import static io.fairlead.metrics.MetricEntry.gauge;

/** What the process and its JVM use. Those that start with {@code jvm} are Micrometer's; it shows some more. */
public enum RuntimeMetric implements MetricDefinition {
    /** Processor. */
    CPU(counter(Unit.SECONDS, "process_cpu_seconds_total", "Processor time that the process has used.")),
    /** Memory. */
    RESIDENT_MEMORY(gauge(
            Unit.BYTES, "process_resident_memory_bytes", "Memory of the process that is in RAM (Linux).")),
    /** File descriptors. */
    OPEN_FILES(gauge("process_open_fds", "Open files, sockets and pipes.")),
    /** The most of them. */
    MOST_FILES(gauge("process_max_fds", "The most files, sockets and pipes that the process may have open.")),
    /** Start. */
    START(gauge(
            Unit.SECONDS, "process_start_time_seconds", "When the process started, in seconds since 1970.")),
    /** Memory of the JVM. */
    MEMORY_USED(gauge(
            Unit.BYTES, "jvm_memory_used_bytes", "The amount of used memory", "area=heap|nonheap", "id=*")),
    /** Its bound. */
    MEMORY_MAX(gauge(
            Unit.BYTES,
            "jvm_memory_max_bytes",
            "The maximum amount of memory in bytes that can be used for memory management",
            "area=heap|nonheap",
            "id=*")),
    /** Allocation. */
    ALLOCATED(counter(
            Unit.BYTES,
            "jvm_gc_memory_allocated_bytes_total",
            "Incremented for an increase in the size of the (young) heap memory pool after one GC to before the next")),
    /** Collection. */
    GC_SECONDS(counter(
            Unit.SECONDS, "fairlead_jvm_gc_seconds_total", "Time that garbage collection has taken.", "collector=*")),
    /** Threads. */
    THREADS(gauge(
            "jvm_threads_live_threads",
            "The current number of live threads including both daemon and non-daemon threads"));

    private final MetricEntry entry;

    RuntimeMetric(MetricEntry entry) {
        this.entry = entry;
    }

    @Override
    public MetricEntry entry() {
        return entry;
    }
}
