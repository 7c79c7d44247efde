package io.fairlead.load.report;

import io.fairlead.load.page.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis of values.
 *
 * @param least       value at its begin
 * @param most        value at its end, more than {@code least}
 * @param logarithmic whether each step is ten times the one before
 * @param ticks       values that are named
 */
record Scale(double least, double most, boolean logarithmic, List<Double> ticks) {
    /** Nothing takes less than this, in any unit that is drawn on such an axis. */
    private static final double SMALLEST = 0.1;
    /** Of so many decades, more values than the tenfold ones are named. */
    private static final int FEW = 3;

    Scale {
        ticks = List.copyOf(ticks);
    }

    /** From 0 to what is the largest of all. */
    static Scale linear(double most) {
        List<Double> ticks = Numbers.ticks(Double.isNaN(most) || most <= 0 ? 1 : most * 1.02);
        return new Scale(0, ticks.getLast(), false, ticks);
    }

    /** Whole decades around all values. */
    static Scale logarithmic(double least, double most) {
        double from = Math.floor(Math.log10(Math.max(SMALLEST, Double.isFinite(least) ? least : 1)) + 1e-9);
        double to = Math.ceil(Math.log10(Math.max(SMALLEST, Double.isFinite(most) ? most : 1)) - 1e-9);
        double end = Math.max(from + 1, to);
        List<Double> ticks = new ArrayList<>();
        for (double decade = from; decade <= end; decade++) {
            ticks.add(Math.pow(10, decade));
            if (end - from <= FEW && decade < end) {
                ticks.add(2 * Math.pow(10, decade));
                ticks.add(5 * Math.pow(10, decade));
            }
        }
        return new Scale(Math.pow(10, from), Math.pow(10, end), true, ticks);
    }

    /** Where a value is: 0 at the begin, 1 at the end; what is beyond is at the end. */
    double share(double value) {
        double share = logarithmic
                ? Math.log(Math.max(value, least) / least) / Math.log(most / least)
                : (value - least) / (most - least);
        return Math.clamp(share, 0, 1);
    }
}
