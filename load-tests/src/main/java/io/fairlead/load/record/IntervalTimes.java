package io.fairlead.load.record;

import org.HdrHistogram.Histogram;

/**
 * The times that ended in one interval.
 *
 * @param count     how many there were
 * @param p50       half took at most this long, in µs; as all others NaN when there were none
 * @param p90       nine in ten, in µs
 * @param p99       99 in a hundred, in µs
 * @param p999      999 in a thousand, in µs
 * @param max       the longest, in µs
 * @param histogram all of them to 1 %, as {@link Histograms#encode} writes it, for merging; empty when there are
 *                  none, or when it was left out
 */
public record IntervalTimes(
        long count, double p50, double p90, double p99, double p999, double max, String histogram) {
    /** Nothing ended. */
    public static final IntervalTimes NONE = new IntervalTimes(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN,
            Double.NaN, "");

    /**
     * Summarizes.
     *
     * @param times  in nanoseconds
     * @param coarse the same, with fewer digits, to be kept
     * @return in µs
     */
    static IntervalTimes of(Histogram times, Histogram coarse) {
        if (times.getTotalCount() == 0) {
            return NONE;
        }
        return new IntervalTimes(times.getTotalCount(), Histograms.micros(times, 50), Histograms.micros(times, 90),
                Histograms.micros(times, 99), Histograms.micros(times, 99.9), Histograms.micros(times, 100),
                Histograms.encode(coarse));
    }

    /** Adds two that are not empty; {@code name} of the timing is for the complaint when a histogram was left out. */
    IntervalTimes plus(IntervalTimes other, String name) {
        if (histogram.isEmpty() || other.histogram.isEmpty()) {
            throw new IllegalArgumentException(
                    name + ": an interval without its histogram (expected: records that are not compact)");
        }
        Histogram sum = Histograms.decode(histogram);
        sum.add(Histograms.decode(other.histogram));
        IntervalTimes all = of(sum, sum);
        return new IntervalTimes(all.count, all.p50, all.p90, all.p99, all.p999, Math.max(max, other.max),
                all.histogram);
    }

    /**
     * Leaves the histogram out.
     *
     * @return the rest
     */
    IntervalTimes compact() {
        return new IntervalTimes(count, p50, p90, p99, p999, max, "");
    }
}
