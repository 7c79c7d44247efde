package io.fairlead.load.bench.report;

import static io.fairlead.load.page.Markup.at;
import static io.fairlead.load.page.Markup.colour;
import static io.fairlead.load.page.Markup.dot;
import static io.fairlead.load.page.Markup.label;
import static io.fairlead.load.page.Markup.line;

import io.fairlead.load.bench.result.Percentile;
import io.fairlead.load.bench.result.ScenarioResult;
import io.fairlead.load.bench.result.Series;
import io.fairlead.load.page.Markup;
import io.fairlead.load.page.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Delays of all targets, from what half of the messages took to what one in ten thousand took. Both axes are
 * logarithmic: each step to the right leaves a tenth of the messages.
 */
final class DelayChart {
    private static final int WIDTH = 760;
    private static final double LEFT = 70;
    private static final double RIGHT = 610;
    private static final double TOP = 10;
    private static final double BOTTOM = 270;
    private static final double HEIGHT = 316;
    private static final double LEGEND_STEP = 18;
    private static final double DOT = 3;
    private static final double DECADES = 4;
    private static final Map<Double, String> TICKS = Map.of(0.0, "0 %", 50.0, "50 %", 90.0, "90 %", 99.0, "99 %", 99.9,
            "99.9 %", 99.99, "99.99 %");

    private DelayChart() {}

    static String of(ScenarioResult scenario) {
        double[] ends = ends(scenario);
        StringBuilder out = new StringBuilder();
        TICKS.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(tick -> {
            out.append(line(x(tick.getKey()), TOP, x(tick.getKey()), BOTTOM, "grid"));
            out.append(label(x(tick.getKey()), BOTTOM + 15, "middle", "tick", tick.getValue()));
        });
        for (double decade = ends[0]; decade <= ends[1]; decade++) {
            for (int part : new int[]{1, 2, 5}) {
                double micros = part * Math.pow(10, decade);
                if (Math.log10(micros) <= ends[1] + 1e-9) {
                    out.append(line(LEFT, y(micros, ends), RIGHT, y(micros, ends), "grid"));
                    out.append(label(LEFT - 6, y(micros, ends) + 4, "end", "tick", Numbers.of(micros)));
                }
            }
        }
        out.append(label((LEFT + RIGHT) / 2, BOTTOM + 35, "middle", "axis", "so many messages took at most"));
        out.append("<text class=\"axis\" text-anchor=\"middle\" transform=\"translate(14 "
                + at((TOP + BOTTOM) / 2) + ") rotate(-90)\">delay, µs</text>\n");
        for (int i = 0; i < scenario.series().size(); i++) {
            curve(out, scenario.series().get(i), i, ends);
        }
        return Markup.picture(WIDTH, HEIGHT, "delays of " + scenario.name(), out.toString());
    }

    /** Whole decades around all that is shown. */
    private static double[] ends(ScenarioResult scenario) {
        double[] logarithms = scenario.series().stream()
                .flatMap(series -> shown(series).stream())
                .mapToDouble(point -> Math.log10(Math.max(0.1, point.micros())))
                .toArray();
        double least = Math.floor(Arrays.stream(logarithms).min().orElse(0));
        double most = Math.ceil(Arrays.stream(logarithms).max().orElse(1));
        return new double[]{least, Math.max(least + 1, most)};
    }

    private static List<Percentile> shown(Series series) {
        return series.delays().stream().filter(point -> point.percent() < 100).toList();
    }

    private static double x(double percent) {
        double decades = Math.min(DECADES, -Math.log10(1 - percent / 100));
        return LEFT + (RIGHT - LEFT) * decades / DECADES;
    }

    private static double y(double micros, double[] ends) {
        double share = (Math.log10(Math.max(0.1, micros)) - ends[0]) / (ends[1] - ends[0]);
        return BOTTOM - (BOTTOM - TOP) * share;
    }

    private static void curve(StringBuilder out, Series series, int index, double[] ends) {
        String points = shown(series).stream()
                .map(point -> at(x(point.percent())) + "," + at(y(point.micros(), ends)))
                .collect(Collectors.joining(" "));
        out.append("<polyline class=\"curve\" stroke=\"" + colour(index) + "\" points=\"" + points + "\"/>\n");
        for (Percentile point : shown(series)) {
            out.append(dot(x(point.percent()), y(point.micros(), ends), DOT, colour(index),
                    series.target() + ", " + point.percent() + " %: " + Numbers.of(point.micros()) + " µs"));
        }
        double legend = TOP + 8 + LEGEND_STEP * index;
        out.append("<line class=\"curve\" stroke=\"" + colour(index) + "\" x1=\"" + at(RIGHT + 14) + "\" y1=\""
                + at(legend) + "\" x2=\"" + at(RIGHT + 34) + "\" y2=\"" + at(legend) + "\"/>\n");
        out.append(label(RIGHT + 40, legend + 4, "start", "name", series.target()));
    }
}
