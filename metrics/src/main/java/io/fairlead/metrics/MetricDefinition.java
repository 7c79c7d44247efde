package io.fairlead.metrics;

/** One entry of a catalogue. */
@FunctionalInterface
public interface MetricDefinition {
    /** What a metric is. */
    enum Type {
        /** Only grows. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** A distribution: {@code _bucket}, {@code _count} and {@code _sum}. */
        HISTOGRAM,
        /** Always 1; its labels tell. */
        INFO
    }

    /** What is measured, as names end with it. */
    enum Unit {
        /** A number of things. */
        NONE(""),
        /** Time. */
        SECONDS("seconds"),
        /** An amount of data. */
        BYTES("bytes"),
        /** How fast data goes. */
        BYTES_PER_SECOND("bytes_per_second");

        private final String ending;

        Unit(String ending) {
            this.ending = ending;
        }

        /**
         * Names the unit as Prometheus does.
         *
         * @return lower case; empty for a number of things
         */
        public String ending() {
            return ending;
        }
    }

    /**
     * Gives the entry out.
     *
     * @return all that the catalogue says of it
     */
    MetricEntry entry();

    /**
     * Names the metric.
     *
     * @return as Prometheus shows it, with the ending of its unit and type
     */
    default String metricName() {
        return entry().name();
    }
}
