package io.fairlead.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What the operating system and the JVM say of the process, asked for when it is read. */
final class ProcessMeters {
    private static final double MILLIS = 1e3;
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int KIBIBYTE = 1024;
    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMeters() {}

    static void bindTo(Meters meters) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            meters.counter(RuntimeMetric.CPU, () -> system.getProcessCpuTime() / NANOS);
            meters.gauge(RuntimeMetric.OPEN_FILES, system::getOpenFileDescriptorCount);
            meters.gauge(RuntimeMetric.MOST_FILES, system::getMaxFileDescriptorCount);
        }
        if (Files.isReadable(STATUS)) {
            meters.gauge(RuntimeMetric.RESIDENT_MEMORY, ProcessMeters::residentBytes);
        }
        double started = ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS;
        meters.gauge(RuntimeMetric.START, () -> started);
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            meters.counter(RuntimeMetric.GC_SECONDS, () -> Math.max(0, collector.getCollectionTime()) / MILLIS,
                    collector.getName());
        }
    }

    /** NaN when the system does not tell. */
    private static double residentBytes() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * KIBIBYTE)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
