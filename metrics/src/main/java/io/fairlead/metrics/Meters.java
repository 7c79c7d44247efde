package io.fairlead.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The meters of one process. Each meter is made once, from its catalogue entry, and handed in as a small interface;
 * giving the same entry and label values twice gives the same meter.
 */
public final class Meters implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();

    /** Meters for the catalogue's entries, and those of the JVM and the process. */
    public Meters() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        gc.bindTo(registry);
    }

    /** A number that only grows. */
    @FunctionalInterface
    public interface Count {
        /**
         * Adds to it.
         *
         * @param amount at least 0
         */
        void add(long amount);
    }

    /** A number that goes up and down. */
    @FunctionalInterface
    public interface Level {
        /**
         * Sets it.
         *
         * @param value as it is now
         */
        void set(long value);
    }

    /** A distribution of durations. */
    @FunctionalInterface
    public interface Durations {
        /**
         * Adds one.
         *
         * @param nanos in nanoseconds
         */
        void record(long nanos);
    }

    /**
     * Makes a counter.
     *
     * @param definition an entry of type COUNTER
     * @param values     its labels' values, in their order
     * @return the counter
     * @throws IllegalArgumentException when the entry is none, or has another number of labels
     */
    public Count counter(MetricDefinition definition, String... values) {
        check(definition, MetricDefinition.Type.COUNTER);
        Counter counter = Counter.builder(definition.metricName())
                .description(definition.help())
                .tags(tags(definition, values))
                .register(registry);
        return counter::increment;
    }

    /**
     * Makes a gauge.
     *
     * @param definition an entry of type GAUGE
     * @param values     its labels' values, in their order
     * @return the gauge, 0 at first
     * @throws IllegalArgumentException when the entry is none, or has another number of labels
     */
    public Level gauge(MetricDefinition definition, String... values) {
        check(definition, MetricDefinition.Type.GAUGE);
        AtomicLong value = new AtomicLong();
        Gauge.builder(definition.metricName(), value, AtomicLong::get)
                .description(definition.help())
                .tags(tags(definition, values))
                .strongReference(true)
                .register(registry);
        return value::set;
    }

    /**
     * Makes a histogram of durations.
     *
     * @param definition an entry of type TIMER
     * @param values     its labels' values, in their order
     * @return the histogram
     * @throws IllegalArgumentException when the entry is none, or has another number of labels
     */
    public Durations timer(MetricDefinition definition, String... values) {
        check(definition, MetricDefinition.Type.TIMER);
        Timer timer = Timer.builder(definition.metricName())
                .description(definition.help())
                .tags(tags(definition, values))
                .publishPercentileHistogram()
                .register(registry);
        return nanos -> timer.record(Duration.ofNanos(nanos));
    }

    private static void check(MetricDefinition definition, MetricDefinition.Type wanted) {
        if (definition.type() != wanted) {
            throw new IllegalArgumentException(
                    definition.metricName() + ": " + definition.type() + " (expected: " + wanted + ")");
        }
    }

    private static Tags tags(MetricDefinition definition, String... values) {
        List<String> labels = definition.labels();
        if (labels.size() != values.length) {
            throw new IllegalArgumentException(definition.metricName() + ": " + values.length
                    + " label values (expected: " + labels + ")");
        }
        Tags tags = Tags.empty();
        for (int i = 0; i < values.length; i++) {
            // Prometheus takes an empty value for a missing label.
            tags = tags.and(labels.get(i), values[i].isEmpty() ? "none" : values[i]);
        }
        return tags;
    }

    /**
     * Writes all meters.
     *
     * @param contentType what the reader accepts, as its HTTP header says
     * @return the text, in the format that fits
     */
    public String scrape(String contentType) {
        return registry.scrape(contentType);
    }

    /** Ends the measuring of garbage collection. */
    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
