package io.fairlead.load.report;

import static io.fairlead.load.page.Markup.label;
import static io.fairlead.load.page.Markup.line;

import io.fairlead.load.page.Numbers;
import java.util.List;

/**
 * Axes and grid of a plot.
 *
 * @param length at the right end, in seconds
 * @param scale  upwards
 * @param unit   of what is upwards
 */
record Frame(double length, Scale scale, String unit) {
    static final int WIDTH = 560;
    static final double HEIGHT = 252;
    static final double LEFT = 74;
    static final double RIGHT = 548;
    static final double TOP = 24;
    static final double BOTTOM = 212;
    private static final double BELOW = 17;
    private static final double NAME_BELOW = 35;

    double x(double second) {
        return LEFT + (RIGHT - LEFT) * Math.clamp(second / Math.max(length, 1e-9), 0, 1);
    }

    double y(double value) {
        return BOTTOM - (BOTTOM - TOP) * scale.share(value);
    }

    /** Both axes, of which the lower one is time. */
    String axes() {
        StringBuilder out = new StringBuilder(values());
        List<Double> ticks = Numbers.ticks(length);
        for (double tick : ticks) {
            if (tick <= length * (1 + 1e-9)) {
                out.append(line(x(tick), TOP, x(tick), BOTTOM, "grid"));
                out.append(label(x(tick), BOTTOM + BELOW, "middle", "tick", Quantity.second(tick)));
            }
        }
        return out.append(label((LEFT + RIGHT) / 2, BOTTOM + NAME_BELOW, "middle", "axis", "time since the begin"))
                .toString();
    }

    /** The upright axis alone. */
    String values() {
        StringBuilder out = new StringBuilder();
        for (double tick : scale.ticks()) {
            out.append(line(LEFT, y(tick), RIGHT, y(tick), "grid"));
            out.append(label(LEFT - 6, y(tick) + 4, "end", "tick", Quantity.tick(tick, unit)));
        }
        return out.toString();
    }
}
