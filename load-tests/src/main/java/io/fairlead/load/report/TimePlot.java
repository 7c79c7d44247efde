package io.fairlead.load.report;

import static io.fairlead.load.page.Markup.at;
import static io.fairlead.load.page.Markup.text;

import io.fairlead.load.page.Markup;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Values over time, as a figure with a legend. The legend has the summaries of the run, and, where a pointer is on
 * any plot of the page and scripts run, the values at that moment.
 */
final class TimePlot {
    private TimePlot() {}

    /**
     * Draws.
     *
     * @param title       of the figure
     * @param unit        of all lines
     * @param logarithmic whether values are drawn by their logarithms
     * @param lines       one at least
     * @param grid        that the lines are on
     * @param background  behind them
     * @return one element
     */
    static String of(String title, String unit, boolean logarithmic, List<Line> lines, Grid grid,
            Background background) {
        double most = lines.stream().mapToDouble(Line::most).filter(Double::isFinite).max().orElse(Double.NaN);
        double least = lines.stream().mapToDouble(Line::least).filter(Double::isFinite).min().orElse(Double.NaN);
        Frame frame = new Frame(grid.length(),
                logarithmic ? Scale.logarithmic(least, most) : Scale.linear(most), unit);
        StringBuilder out = new StringBuilder("<figure>\n<figcaption>").append(text(title))
                .append(" <small>").append(text(unit)).append("</small></figcaption>\n");
        StringBuilder inside = new StringBuilder(frame.axes()).append(background.markup(frame));
        lines.forEach(line -> inside.append("<path class=\"curve\" stroke=\"").append(line.colour())
                .append("\" d=\"").append(path(line, grid, frame)).append("\"/>\n"));
        inside.append("<line class=\"cursor\" x1=\"0\" y1=\"").append(at(Frame.TOP)).append("\" x2=\"0\" y2=\"")
                .append(at(Frame.BOTTOM)).append("\"/>\n");
        out.append(Markup.picture(Frame.WIDTH, Frame.HEIGHT, title, inside.toString()).replaceFirst("<svg ",
                "<svg class=\"time\" "));
        return out.append(legend(lines, unit)).append("</figure>\n").toString();
    }

    /** Interrupted where nothing is known; a value that is alone is a short stroke. */
    private static String path(Line line, Grid grid, Frame frame) {
        StringBuilder out = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < grid.size(); i++) {
            double value = line.values().get(i);
            if (!Double.isFinite(value)) {
                drawing = false;
                continue;
            }
            boolean alone = !drawing && (i + 1 == grid.size() || !Double.isFinite(line.values().get(i + 1)));
            out.append(drawing ? "L" : "M").append(at(frame.x(grid.middle(i)))).append(' ')
                    .append(at(frame.y(value)));
            out.append(alone ? "h1.5" : "");
            drawing = true;
        }
        return out.toString();
    }

    private static String legend(List<Line> lines, String unit) {
        StringBuilder out = new StringBuilder("<ul class=\"legend\">\n");
        for (Line line : lines) {
            String values = IntStream.range(0, line.values().size())
                    .mapToObj(i -> Quantity.text(line.values().get(i), unit))
                    .collect(Collectors.joining("|"));
            out.append("<li><i style=\"background:").append(line.colour()).append("\"></i>").append(text(line.name()))
                    .append(" <b data-values=\"").append(text(values)).append("\">").append(text(line.summary()))
                    .append("</b></li>\n");
        }
        return out.append("</ul>\n").toString();
    }
}
