package io.fairlead.load.record;

import java.util.Map;

/**
 * What was recorded in an interval that has just ended, for a line of progress.
 *
 * @param index    from 0
 * @param end      in seconds since the run began
 * @param seconds  its length
 * @param values   of counts and levels, by name; NaN where nothing is known
 * @param times    of timings, by name
 * @param failures by kind
 */
public record Interval(int index, double end, double seconds, Map<String, Double> values,
        Map<String, IntervalTimes> times, Map<String, Double> failures) {
    /** Copies the maps. */
    public Interval {
        values = Map.copyOf(values);
        times = Map.copyOf(times);
        failures = Map.copyOf(failures);
    }

    /**
     * Gives a count per second.
     *
     * @param name of the count
     * @return 0 when there is none
     */
    public double rate(String name) {
        return values.getOrDefault(name, 0.0) / seconds;
    }

    /**
     * Gives a level.
     *
     * @param name of the level
     * @return NaN when there is none
     */
    public double level(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    /**
     * Gives times.
     *
     * @param name of the timing
     * @return {@link IntervalTimes#NONE} when there are none
     */
    public IntervalTimes times(String name) {
        return times.getOrDefault(name, IntervalTimes.NONE);
    }

    /**
     * Adds all kinds of failures.
     *
     * @return so many there were in the interval
     */
    public double failureCount() {
        return failures.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
