package io.fairlead.load.record;

import java.time.Duration;
import java.util.List;

/**
 * The intervals of a run. Each begins where the one before it ended; none is exactly as long as planned, and the last
 * one may be much shorter.
 *
 * @param interval the planned length
 * @param ends     of each interval, in seconds since the run began, ascending
 */
public record Timeline(Duration interval, List<Double> ends) {
    /** Copies and checks the ends. */
    public Timeline {
        ends = List.copyOf(ends);
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval: " + interval + " (expected: more than 0)");
        }
        double last = 0;
        for (double end : ends) {
            if (!(end > last) || Double.isInfinite(end)) {
                throw new IllegalArgumentException(
                        "end of an interval: " + end + " (expected: more than " + last + ")");
            }
            last = end;
        }
    }

    /**
     * Counts.
     *
     * @return so many intervals there are
     */
    public int size() {
        return ends.size();
    }

    /**
     * Gives the begin of an interval.
     *
     * @param interval from 0
     * @return in seconds since the run began
     */
    public double start(int interval) {
        return interval == 0 ? 0 : ends.get(interval - 1);
    }

    /**
     * Gives the length of an interval.
     *
     * @param interval from 0
     * @return in seconds, more than 0
     */
    public double seconds(int interval) {
        return ends.get(interval) - start(interval);
    }

    /**
     * Gives the length of the run.
     *
     * @return in seconds; 0 when nothing was recorded
     */
    public double length() {
        return ends.isEmpty() ? 0 : ends.getLast();
    }

    /**
     * Finds the interval that an instant is in.
     *
     * @param second since the run began
     * @return 0 to {@link #size}, which is the instant after all of them
     */
    public int at(double second) {
        int interval = 0;
        while (interval < ends.size() && ends.get(interval) <= second) {
            interval++;
        }
        return interval;
    }
}
