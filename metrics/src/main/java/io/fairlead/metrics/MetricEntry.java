package io.fairlead.metrics;

import io.fairlead.metrics.MetricDefinition.Unit;
import java.util.Arrays;
import java.util.List;

/**
 * What a catalogue says of a metric.
 *
 * @param name    as Prometheus shows it
 * @param type    what it is
 * @param unit    what is measured
 * @param help    one sentence for an operator
 * @param labels  in the order in which values are given
 * @param buckets a histogram's upper bounds, in its unit, rising; else empty
 */
public record MetricEntry(
        String name, MetricDefinition.Type type, Unit unit, String help, List<MetricLabel> labels,
        List<Double> buckets) {
    /** From a tenth of a millisecond to ten seconds: what networks and stores take. */
    private static final List<Double> LATENCIES = List.of(
            0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);

    /** From a second to a day: what people do. */
    private static final List<Double> STAYS = List.of(
            1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 1800.0, 3600.0, 7200.0, 14_400.0, 28_800.0, 86_400.0);

    /** From a slow modem to 8 Gbit/s, in bytes per second. */
    private static final List<Double> RATES = List.of(
            1e3, 1e4, 3e4, 1e5, 3e5, 1e6, 3e6, 1e7, 3e7, 1e8, 3e8, 1e9);

    /**
     * Checks that the name ends as its unit and type demand.
     *
     * @throws IllegalArgumentException when it does not
     */
    public MetricEntry {
        String ending = (unit == Unit.NONE ? "" : "_" + unit.ending())
                + (type == MetricDefinition.Type.COUNTER
                        ? "_total"
                        : type == MetricDefinition.Type.INFO ? "_info" : "");
        if (!name.matches("[a-z][a-z0-9_]*") || !name.endsWith(ending)) {
            throw new IllegalArgumentException("metric: " + name + " (expected: lower case, ending with '" + ending
                    + "')");
        }
        labels = List.copyOf(labels);
        buckets = List.copyOf(buckets);
    }

    private static MetricEntry of(
            String name, MetricDefinition.Type type, Unit unit, String help, List<Double> buckets, String... labels) {
        return new MetricEntry(
                name, type, unit, help, Arrays.stream(labels).map(MetricLabel::parse).toList(), buckets);
    }

    static MetricEntry counter(String name, String help, String... labels) {
        return of(name, MetricDefinition.Type.COUNTER, Unit.NONE, help, List.of(), labels);
    }

    static MetricEntry counter(Unit unit, String name, String help, String... labels) {
        return of(name, MetricDefinition.Type.COUNTER, unit, help, List.of(), labels);
    }

    static MetricEntry gauge(String name, String help, String... labels) {
        return of(name, MetricDefinition.Type.GAUGE, Unit.NONE, help, List.of(), labels);
    }

    static MetricEntry gauge(Unit unit, String name, String help, String... labels) {
        return of(name, MetricDefinition.Type.GAUGE, unit, help, List.of(), labels);
    }

    static MetricEntry latency(String name, String help, String... labels) {
        return of(name, MetricDefinition.Type.HISTOGRAM, Unit.SECONDS, help, LATENCIES, labels);
    }

    static MetricEntry stay(String name, String help, String... labels) {
        return of(name, MetricDefinition.Type.HISTOGRAM, Unit.SECONDS, help, STAYS, labels);
    }

    static MetricEntry rates(String name, String help, String... labels) {
        return of(name, MetricDefinition.Type.HISTOGRAM, Unit.BYTES_PER_SECOND, help, RATES, labels);
    }

    static MetricEntry info(String name, String help, String... labels) {
        return of(name, MetricDefinition.Type.INFO, Unit.NONE, help, List.of(), labels);
    }

    /**
     * Names its labels.
     *
     * @return in the order in which values are given
     */
    public String[] labelNames() {
        return labels.stream().map(MetricLabel::name).toArray(String[]::new);
    }
}
