package io.fairlead.load.record;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * One value for each interval.
 *
 * @param name   words joined by dots, see {@link Names}
 * @param unit   of the values; of a count, what is counted, for example {@code heartbeats}
 * @param help   one sentence
 * @param kind   how values arise
 * @param values one for each interval, NaN where nothing is known
 */
public record Series(String name, String unit, String help, Kind kind, List<Double> values) {
    /** Copies the values. */
    public Series {
        values = List.copyOf(values);
    }

    /**
     * Adds all values that are known.
     *
     * @return of a count: how many there were in the whole run
     */
    public double total() {
        return known().sum();
    }

    /**
     * Gives the largest value.
     *
     * @return NaN when none is known
     */
    public double most() {
        return known().max().orElse(Double.NaN);
    }

    /**
     * Gives the mean over the time for which a value is known: of a count, per second.
     *
     * @param timeline of the record that this is of
     * @return NaN when no value is known
     */
    public double mean(Timeline timeline) {
        return mean(timeline, 0, values.size());
    }

    /**
     * Gives the mean over some intervals: of a count, per second.
     *
     * @param timeline of the record that this is of
     * @param from     the first interval
     * @param to       the interval after the last one
     * @return NaN when no value is known
     */
    public double mean(Timeline timeline, int from, int to) {
        double sum = 0;
        double seconds = 0;
        for (int i = Math.max(0, from); i < Math.min(to, values.size()); i++) {
            double value = values.get(i);
            double length = timeline.seconds(i);
            if (!Double.isNaN(value)) {
                sum += kind == Kind.COUNT ? value : value * length;
                seconds += length;
            }
        }
        return seconds == 0 ? Double.NaN : sum / seconds;
    }

    /**
     * Gives a value as it is drawn: of a count, per second.
     *
     * @param timeline of the record that this is of
     * @param interval from 0
     * @return NaN when it is not known
     */
    public double rate(Timeline timeline, int interval) {
        return kind == Kind.COUNT ? values.get(interval) / timeline.seconds(interval) : values.get(interval);
    }

    private DoubleStream known() {
        return values.stream().mapToDouble(Double::doubleValue).filter(value -> !Double.isNaN(value));
    }
}
