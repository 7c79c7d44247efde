package io.fairlead.metrics;

import java.util.List;

/** One entry of a catalogue. */
public interface MetricDefinition {
    /** What a metric is. */
    enum Type {
        /** Only grows. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** A distribution of durations. */
        TIMER
    }

    /**
     * Names the metric as Prometheus shows it, without the ending that its type adds.
     *
     * @return lower case, words joined by underscores
     */
    String metricName();

    /**
     * Says what it is.
     *
     * @return the type
     */
    Type type();

    /**
     * Says what it tells an operator.
     *
     * @return one sentence
     */
    String help();

    /**
     * Names its labels. An id, a uuid or an address is never one: there are too many.
     *
     * @return in the order in which values are given
     */
    List<String> labels();
}
