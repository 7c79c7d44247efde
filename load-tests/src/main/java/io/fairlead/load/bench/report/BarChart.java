package io.fairlead.load.bench.report;

import static io.fairlead.load.page.Markup.at;
import static io.fairlead.load.page.Markup.colour;
import static io.fairlead.load.page.Markup.dot;
import static io.fairlead.load.page.Markup.label;
import static io.fairlead.load.page.Markup.line;

import io.fairlead.load.bench.result.Figure;
import io.fairlead.load.bench.result.ScenarioResult;
import io.fairlead.load.bench.result.Series;
import io.fairlead.load.bench.result.Spread;
import io.fairlead.load.page.Markup;
import io.fairlead.load.page.Numbers;
import java.util.List;

/** One figure of all targets: a bar to the median, a line from least to most, a dot for each round. */
final class BarChart {
    private static final int WIDTH = 760;
    private static final double LEFT = 130;
    private static final double RIGHT = 600;
    private static final double TOP = 8;
    private static final double ROW = 36;
    private static final double BAR = 16;
    private static final double AXIS = 40;
    private static final double GAP = 8;
    private static final double TEXT_DROP = 4;
    private static final double DOT = 3.2;

    private BarChart() {}

    static String of(ScenarioResult scenario, Figure figure, String reference) {
        double most = scenario.series().stream().mapToDouble(series -> series.spread(figure).most()).max().orElse(1);
        List<Double> ticks = Numbers.ticks(most);
        double end = ticks.getLast();
        double bottom = TOP + ROW * scenario.series().size();
        StringBuilder out = new StringBuilder();
        for (double tick : ticks) {
            out.append(line(x(tick, end), TOP, x(tick, end), bottom, "grid"));
            out.append(label(x(tick, end), bottom + 14, "middle", "tick", Numbers.of(tick)));
        }
        out.append(label((LEFT + RIGHT) / 2, bottom + 32, "middle", "axis", figure.name() + ", " + figure.unit()));
        for (int i = 0; i < scenario.series().size(); i++) {
            row(out, scenario, figure, i, end, reference);
        }
        return Markup.picture(WIDTH, bottom + AXIS, figure.name() + " of " + scenario.name(), out.toString());
    }

    private static double x(double value, double end) {
        return LEFT + (RIGHT - LEFT) * Math.max(0, value) / end;
    }

    private static void row(
            StringBuilder out, ScenarioResult scenario, Figure figure, int index, double end, String reference) {
        Series series = scenario.series().get(index);
        Spread spread = series.spread(figure);
        double middle = TOP + ROW * index + ROW / 2;
        out.append(label(LEFT - GAP, middle + TEXT_DROP, "end", "name", series.target()));
        out.append("<rect x=\"" + at(LEFT) + "\" y=\"" + at(middle - BAR / 2) + "\" width=\""
                + at(x(spread.median(), end) - LEFT) + "\" height=\"" + at(BAR) + "\" fill=\"" + colour(index)
                + "\" fill-opacity=\"0.55\" rx=\"2\"/>\n");
        out.append(line(x(spread.least(), end), middle, x(spread.most(), end), middle, "whisker"));
        for (double value : series.values(figure)) {
            out.append(dot(x(value, end), middle, DOT, colour(index), Numbers.of(value) + " " + figure.unit()));
        }
        String ratio = scenario.ratio(figure, series, reference).stream()
                .mapToObj(value -> "  (" + Numbers.ratio(value) + " " + reference + ")")
                .findFirst()
                .orElse("");
        out.append(label(RIGHT + GAP, middle + TEXT_DROP, "start", "value", Numbers.of(spread.median()) + ratio));
    }
}
