package io.fairlead.load.record;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How long something took, in each interval and in the whole run, each time counted from the instant at which it was
 * meant to begin.
 *
 * @param name      words joined by dots, see {@link Names}
 * @param help      one sentence
 * @param intervals one for each interval
 * @param histogram of the whole run, as {@link Histograms#encode} writes it, in nanoseconds
 */
public record TimingSeries(String name, String help, List<IntervalTimes> intervals, String histogram) {
    /** Copies the intervals. */
    public TimingSeries {
        intervals = List.copyOf(intervals);
    }

    /**
     * Reads the histogram of the whole run.
     *
     * @return a copy, in nanoseconds
     */
    public Histogram whole() {
        return Histograms.decode(histogram);
    }

    /**
     * Adds the histograms of some intervals.
     *
     * @param from the first interval
     * @param to   the interval after the last one
     * @return in nanoseconds, to 1 %
     * @throws IllegalStateException when they were left out, see {@link RunRecord#compact}
     */
    public Histogram between(int from, int to) {
        Histogram sum = Histograms.coarse();
        for (int i = Math.max(0, from); i < Math.min(to, intervals.size()); i++) {
            IntervalTimes times = intervals.get(i);
            if (times.count() > 0 && times.histogram().isEmpty()) {
                throw new IllegalStateException(name + ": the histograms of its intervals were left out");
            }
            if (times.count() > 0) {
                sum.add(Histograms.decode(times.histogram()));
            }
        }
        return sum;
    }

    /**
     * Leaves the histograms of the intervals out.
     *
     * @return the rest
     */
    TimingSeries compact() {
        return new TimingSeries(name, help, intervals.stream().map(IntervalTimes::compact).toList(), histogram);
    }
}
