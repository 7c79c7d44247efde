package io.fairlead.load.report;

import java.util.List;

/**
 * A line of a plot over time.
 *
 * @param name    in the legend
 * @param colour  as the style has it
 * @param values  one for each cell of the grid, NaN where nothing is known
 * @param summary of the whole run, in the legend
 */
record Line(String name, String colour, List<Double> values, String summary) {
    Line {
        values = List.copyOf(values);
    }

    double most() {
        return values.stream().filter(Double::isFinite).mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /** The smallest value above 0. */
    double least() {
        return values.stream().filter(value -> Double.isFinite(value) && value > 0).mapToDouble(Double::doubleValue)
                .min().orElse(Double.NaN);
    }
}
