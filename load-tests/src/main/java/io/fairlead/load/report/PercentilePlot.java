package io.fairlead.load.report;

import static io.fairlead.load.page.Markup.at;
import static io.fairlead.load.page.Markup.dot;
import static io.fairlead.load.page.Markup.label;
import static io.fairlead.load.page.Markup.line;
import static io.fairlead.load.page.Markup.text;

import io.fairlead.load.page.Markup;
import io.fairlead.load.record.Histograms;
import java.util.List;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;

/**
 * Times of whole runs, from what half of them took to what one in a hundred thousand took. Both axes are logarithmic:
 * each step to the right leaves a tenth of them.
 */
final class PercentilePlot {
    private static final double DECADES = 5;
    private static final double DOT = 2.6;
    private static final List<Double> SHOWN = List.of(0.0, 20.0, 40.0, 50.0, 60.0, 70.0, 80.0, 85.0, 90.0, 93.0, 95.0,
            97.0, 98.0, 99.0, 99.3, 99.5, 99.7, 99.8, 99.9, 99.95, 99.97, 99.99, 99.995, 99.997, 99.999);
    private static final List<Double> TICKS = List.of(50.0, 90.0, 99.0, 99.9, 99.99, 99.999);

    /**
     * A curve.
     *
     * @param name   in the legend
     * @param colour as the style has it
     * @param times  one at least, in nanoseconds
     */
    record Curve(String name, String colour, Histogram times) {
        /** Percentiles that so many times can tell of. */
        private List<Double> percents() {
            return SHOWN.stream().filter(each -> (100 - each) / 100 * times.getTotalCount() >= 0.999).toList();
        }

        private double micros(double percent) {
            return Histograms.micros(times, percent);
        }

        private String summary() {
            return "p50 " + Quantity.text(micros(50), Quantity.MICROS) + ", p99 "
                    + Quantity.text(micros(99), Quantity.MICROS) + ", max "
                    + Quantity.text(micros(100), Quantity.MICROS);
        }
    }

    private PercentilePlot() {}

    /**
     * Draws.
     *
     * @param title  of the figure
     * @param curves one at least
     * @return one element
     */
    static String of(String title, List<Curve> curves) {
        double[] all = curves.stream()
                .flatMapToDouble(curve -> curve.percents().stream().mapToDouble(curve::micros))
                .toArray();
        Frame frame = new Frame(1, Scale.logarithmic(DoubleStream.of(all).filter(each -> each > 0).min().orElse(1),
                DoubleStream.of(all).max().orElse(1)), Quantity.MICROS);
        StringBuilder inside = new StringBuilder(frame.values());
        for (double tick : TICKS) {
            inside.append(line(x(frame, tick), Frame.TOP, x(frame, tick), Frame.BOTTOM, "grid"));
            inside.append(label(x(frame, tick), Frame.BOTTOM + 17, tick == TICKS.getLast() ? "end" : "middle",
                    "tick", percent(tick)));
        }
        inside.append(label((Frame.LEFT + Frame.RIGHT) / 2, Frame.BOTTOM + 35, "middle", "axis",
                "so many took at most this long"));
        curves.forEach(curve -> draw(inside, curve, frame));
        StringBuilder out = new StringBuilder("<figure>\n<figcaption>").append(text(title)).append("</figcaption>\n")
                .append(Markup.picture(Frame.WIDTH, Frame.HEIGHT, title, inside.toString()))
                .append("<ul class=\"legend\">\n");
        curves.forEach(curve -> out.append("<li><i style=\"background:").append(curve.colour()).append("\"></i>")
                .append(text(curve.name())).append(" <b>").append(text(curve.summary())).append("</b></li>\n"));
        return out.append("</ul>\n</figure>\n").toString();
    }

    private static double x(Frame frame, double percent) {
        return frame.x(Math.min(DECADES, -Math.log10(1 - percent / 100)) / DECADES);
    }

    private static String percent(double percent) {
        return percent == Math.rint(percent) ? (int) percent + " %" : percent + " %";
    }

    private static void draw(StringBuilder out, Curve curve, Frame frame) {
        StringBuilder path = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        for (double percent : curve.percents()) {
            double x = x(frame, percent);
            double y = frame.y(curve.micros(percent));
            path.append(path.isEmpty() ? "M" : "L").append(at(x)).append(' ').append(at(y));
            dots.append(dot(x, y, DOT, curve.colour(), curve.name() + ", " + percent(percent) + ": "
                    + Quantity.text(curve.micros(percent), Quantity.MICROS)));
        }
        out.append("<path class=\"curve\" stroke=\"").append(curve.colour()).append("\" d=\"").append(path)
                .append("\"/>\n").append(dots);
    }
}
