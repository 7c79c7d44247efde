package io.fairlead.load.report;

import io.fairlead.load.record.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The points in time that plots have values at: the intervals of a run, or fewer and longer ones when there are more
 * than can be told apart, or when two runs are drawn over each other.
 *
 * @param edges one more than there are cells, in seconds, ascending from 0
 */
record Grid(List<Double> edges) {
    /** A plot has some five hundred pixels. */
    static final int MOST = 400;
    private static final double NANOS = 1e9;

    Grid {
        edges = List.copyOf(edges);
    }

    /** As long as the longest of the runs; there is one at least. */
    static Grid of(List<Timeline> runs) {
        if (runs.size() == 1 && runs.getFirst().size() <= MOST) {
            List<Double> edges = new ArrayList<>(List.of(0.0));
            edges.addAll(runs.getFirst().ends());
            return new Grid(edges);
        }
        double length = runs.stream().mapToDouble(Timeline::length).max().orElse(0);
        double interval = runs.stream().mapToDouble(run -> run.interval().toNanos() / NANOS).max().orElse(1);
        double step = interval * Math.max(1, Math.ceil(length / interval / MOST));
        List<Double> edges = new ArrayList<>(List.of(0.0));
        while (edges.getLast() < length - interval / 2) {
            edges.add(edges.size() * step);
        }
        return new Grid(edges);
    }

    int size() {
        return edges.size() - 1;
    }

    double length() {
        return edges.getLast();
    }

    double middle(int cell) {
        return (edges.get(cell) + edges.get(cell + 1)) / 2;
    }

    /** Means of what is known, each interval weighing as much as it has of the cell. */
    List<Double> mean(Timeline run, IntToDoubleFunction values) {
        return fold(run, values, false);
    }

    /** The largest of what is known; of several seconds in one cell the worst is to be seen. */
    List<Double> most(Timeline run, IntToDoubleFunction values) {
        return fold(run, values, true);
    }

    /** One value alone stays what it is, without what dividing makes of it. */
    private static double mean(double sum, double weight, int count, double last) {
        if (count == 1) {
            return last;
        }
        return count == 0 ? Double.NaN : sum / weight;
    }

    private List<Double> fold(Timeline run, IntToDoubleFunction values, boolean largest) {
        List<Double> all = new ArrayList<>();
        int first = 0;
        for (int cell = 0; cell < size(); cell++) {
            double from = edges.get(cell);
            double to = edges.get(cell + 1);
            while (first < run.size() && run.ends().get(first) <= from) {
                first++;
            }
            double sum = 0;
            double weight = 0;
            double last = Double.NaN;
            int count = 0;
            double most = Double.NaN;
            for (int i = first; i < run.size() && run.start(i) < to; i++) {
                double value = values.applyAsDouble(i);
                double overlap = Math.min(to, run.ends().get(i)) - Math.max(from, run.start(i));
                // An interval that was a little late belongs to the cell before.
                if (!Double.isNaN(value) && overlap > 0) {
                    sum += value * overlap;
                    weight += overlap;
                    last = value;
                    count++;
                    boolean mostlyHere = overlap >= Math.min(to - from, run.seconds(i)) / 2;
                    most = mostlyHere && !(value <= most) ? value : most;
                }
            }
            all.add(largest ? most : mean(sum, weight, count, last));
        }
        return all;
    }
}
