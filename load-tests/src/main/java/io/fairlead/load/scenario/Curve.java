package io.fairlead.load.scenario;

import java.util.List;

/**
 * A value that changes over time, in straight lines between points; before the first it is that of the first, after the
 * last that of the last.
 *
 * @param points one at least, in order of time
 */
public record Curve(List<Point> points) {
    /**
     * A value at a moment.
     *
     * @param second since the run began, at least 0
     * @param value  at least 0
     */
    public record Point(double second, double value) {
        /** Checks both. */
        public Point {
            if (!(second >= 0 && value >= 0) || Double.isInfinite(second) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("point: " + second + " s, " + value + " (expected: at least 0)");
            }
        }
    }

    /** Copies the points and checks their order. */
    public Curve {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("points: none (expected: at least 1)");
        }
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).second() < points.get(i - 1).second()) {
                throw new IllegalArgumentException("point: " + points.get(i).second() + " s (expected: at least "
                        + points.get(i - 1).second() + " s, as the one before it)");
            }
        }
    }

    /**
     * The same value all the time.
     *
     * @param value at least 0
     * @return the curve
     */
    public static Curve constant(double value) {
        return new Curve(List.of(new Point(0, value)));
    }

    /**
     * Gives the value at a moment.
     *
     * @param second since the run began
     * @return at least 0
     */
    public double at(double second) {
        Point before = points.getFirst();
        if (second <= before.second()) {
            return before.value();
        }
        for (Point after : points) {
            if (after.second() > second) {
                double part = (second - before.second()) / (after.second() - before.second());
                return before.value() + part * (after.value() - before.value());
            }
            before = after;
        }
        return before.value();
    }

    /**
     * Multiplies all values.
     *
     * @param factor at least 0
     * @return another curve
     */
    public Curve times(double factor) {
        return new Curve(points.stream().map(point -> new Point(point.second(), point.value() * factor)).toList());
    }

    /**
     * Gives the largest value.
     *
     * @return at least 0
     */
    public double most() {
        return points.stream().mapToDouble(Point::value).max().orElse(0);
    }
}
