package io.fairlead.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;

/**
 * The meters of one process. Each meter is made once, from its catalogue entry, and handed in as a small interface;
 * giving the same entry and label values twice gives the same meter.
 */
public final class Meters implements AutoCloseable {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(new Config());
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final ConcurrentMap<Key, Count> counts = new ConcurrentHashMap<>();
    private final ConcurrentMap<Key, Level> levels = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Histogram> histograms = new ConcurrentHashMap<>();

    /**
     * The client's defaults: exemplars at buckets only. Micrometer's own adds them to a histogram's count, and
     * Prometheus 2 then refuses all that a node tells, from its first exemplar on.
     */
    private static final class Config implements PrometheusConfig {
        @Override
        public String get(String key) {
            return null;
        }

        @Override
        public Properties prometheusProperties() {
            return new Properties();
        }
    }

    /** Names one meter. */
    private record Key(MetricDefinition definition, List<String> values) {}

    /** Meters for the catalogue's entries, and those of the JVM and the process. */
    public Meters() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        gc.bindTo(registry);
        ProcessMeters.bindTo(this);
    }

    /** A number that only grows. */
    @FunctionalInterface
    public interface Count {
        /**
         * Adds to it.
         *
         * @param amount at least 0, in the metric's unit
         */
        void add(double amount);

        /**
         * Adds a whole number to it.
         *
         * @param amount at least 0, in the metric's unit
         */
        default void add(long amount) {
            add((double) amount);
        }
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
         * @param about the case
         */
        void record(long nanos, Exemplar about);
    }

    /** A distribution of rates. */
    @FunctionalInterface
    public interface Rates {
        /**
         * Adds one.
         *
         * @param bytesPerSecond how fast
         * @param about          the case
         */
        void record(double bytesPerSecond, Exemplar about);
    }

    /**
     * Makes a counter.
     *
     * @param definition an entry of type COUNTER
     * @param values     its labels' values, in their order
     * @return the counter, 0 at first
     * @throws IllegalArgumentException when the entry is none, or does not have these labels and values
     */
    public Count counter(MetricDefinition definition, String... values) {
        return counts.computeIfAbsent(new Key(definition, List.of(values)), _ -> {
            check(definition, MetricDefinition.Type.COUNTER);
            return Counter.builder(definition.metricName())
                    .description(definition.entry().help())
                    .tags(tags(definition, values))
                    .register(registry)::increment;
        });
    }

    /**
     * Makes a counter of what is counted elsewhere.
     *
     * @param definition an entry of type COUNTER
     * @param count      as it is now; asked for each time that meters are read, on that thread
     * @param values     its labels' values, in their order
     * @throws IllegalArgumentException as {@link #counter(MetricDefinition, String...)} does
     */
    public void counter(MetricDefinition definition, DoubleSupplier count, String... values) {
        check(definition, MetricDefinition.Type.COUNTER);
        // Micrometer holds this object weakly, but the function strongly: a count must not stop with a collection.
        FunctionCounter.builder(definition.metricName(), registry, _ -> count.getAsDouble())
                .description(definition.entry().help())
                .tags(tags(definition, values))
                .register(registry);
    }

    /**
     * Makes a gauge.
     *
     * @param definition an entry of type GAUGE
     * @param values     its labels' values, in their order
     * @return the gauge, 0 at first
     * @throws IllegalArgumentException when the entry is none, or does not have these labels and values
     */
    public Level gauge(MetricDefinition definition, String... values) {
        return levels.computeIfAbsent(new Key(definition, List.of(values)), _ -> {
            AtomicLong value = new AtomicLong();
            gauge(definition, value::doubleValue, values);
            return value::set;
        });
    }

    /**
     * Makes a gauge of what is known elsewhere.
     *
     * @param definition an entry of type GAUGE
     * @param level      as it is now; asked for each time that meters are read, on that thread
     * @param values     its labels' values, in their order
     * @throws IllegalArgumentException as {@link #gauge(MetricDefinition, String...)} does
     */
    public void gauge(MetricDefinition definition, DoubleSupplier level, String... values) {
        check(definition, MetricDefinition.Type.GAUGE);
        Gauge.builder(definition.metricName(), level, DoubleSupplier::getAsDouble)
                .description(definition.entry().help())
                .tags(tags(definition, values))
                .strongReference(true)
                .register(registry);
    }

    /**
     * Makes a histogram of durations.
     *
     * @param definition an entry of type HISTOGRAM in seconds
     * @param values     its labels' values, in their order
     * @return the histogram
     * @throws IllegalArgumentException when the entry is none, or does not have these labels and values
     */
    public Durations durations(MetricDefinition definition, String... values) {
        DistributionDataPoint histogram = histogram(definition, values);
        return (nanos, about) -> histogram.observeWithExemplar(nanos / NANOS, labels(about));
    }

    /**
     * Makes a histogram of rates.
     *
     * @param definition an entry of type HISTOGRAM in bytes per second
     * @param values     its labels' values, in their order
     * @return the histogram
     * @throws IllegalArgumentException when the entry is none, or does not have these labels and values
     */
    public Rates rates(MetricDefinition definition, String... values) {
        DistributionDataPoint histogram = histogram(definition, values);
        return (rate, about) -> histogram.observeWithExemplar(rate, labels(about));
    }

    /**
     * Makes a histogram of durations of which none is worth a look of its own.
     *
     * @param definition an entry of type HISTOGRAM in seconds
     * @param values     its labels' values, in their order
     * @return takes nanoseconds
     * @throws IllegalArgumentException when the entry is none, or does not have these labels and values
     */
    public LongConsumer plainDurations(MetricDefinition definition, String... values) {
        DistributionDataPoint histogram = histogram(definition, values);
        return nanos -> histogram.observe(nanos / NANOS);
    }

    /** Micrometer's own cannot be given an exemplar with a value. */
    private DistributionDataPoint histogram(MetricDefinition definition, String... values) {
        check(definition, MetricDefinition.Type.HISTOGRAM);
        checkValues(definition, values);
        Histogram histogram = histograms.computeIfAbsent(definition.metricName(), name -> Histogram.builder()
                .name(name)
                .help(definition.entry().help())
                .labelNames(definition.entry().labelNames())
                .classicOnly()
                .classicUpperBounds(definition.entry().buckets().stream().mapToDouble(x -> x).toArray())
                .register(registry.getPrometheusRegistry()));
        return values.length == 0 ? histogram : histogram.labelValues(values);
    }

    private static Labels labels(Exemplar about) {
        return Labels.of(about.name(), about.value());
    }

    /**
     * Tells what does not change.
     *
     * @param definition an entry of type INFO
     * @param values     its labels' values, in their order
     * @throws IllegalArgumentException when the entry is none, or does not have these labels and values
     */
    public void info(MetricDefinition definition, String... values) {
        check(definition, MetricDefinition.Type.INFO);
        checkValues(definition, values);
        Info.builder()
                .name(definition.metricName())
                .help(definition.entry().help())
                .labelNames(definition.entry().labelNames())
                .register(registry.getPrometheusRegistry())
                .addLabelValues(values);
    }

    private static void check(MetricDefinition definition, MetricDefinition.Type wanted) {
        MetricDefinition.Type type = definition.entry().type();
        if (type != wanted) {
            throw new IllegalArgumentException(definition.metricName() + ": " + type + " (expected: " + wanted + ")");
        }
    }

    private static void checkValues(MetricDefinition definition, String... values) {
        List<MetricLabel> labels = definition.entry().labels();
        if (labels.size() != values.length) {
            throw new IllegalArgumentException(definition.metricName() + ": " + values.length
                    + " label values (expected: " + labels.stream().map(MetricLabel::name).toList() + ")");
        }
        for (int i = 0; i < values.length; i++) {
            if (!labels.get(i).allows(values[i])) {
                throw new IllegalArgumentException(definition.metricName() + ": " + labels.get(i).name() + "="
                        + values[i] + " (expected: one of " + labels.get(i).values() + ")");
            }
        }
    }

    private static Tags tags(MetricDefinition definition, String... values) {
        checkValues(definition, values);
        List<MetricLabel> labels = definition.entry().labels();
        Tags tags = Tags.empty();
        for (int i = 0; i < values.length; i++) {
            tags = tags.and(labels.get(i).name(), values[i]);
        }
        return tags;
    }

    /**
     * Writes all meters.
     *
     * @param contentType what the reader accepts, as its HTTP header says
     * @return the text, in the format that fits; exemplars are in OpenMetrics alone
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
