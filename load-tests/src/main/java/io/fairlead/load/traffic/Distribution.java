package io.fairlead.load.traffic;

import java.util.SplittableRandom;

/** How a quantity varies. Each draw takes exactly one random number. Immutable. */
public sealed interface Distribution {
    /**
     * Gives the value below which a share of all draws lie.
     *
     * @param u 0..1, exclusive
     * @return the value
     */
    double quantile(double u);

    /**
     * Draws.
     *
     * @param random whence one number is taken
     * @return a value
     */
    default double draw(SplittableRandom random) {
        // nextDouble may be 0, which has no place in an open interval.
        return quantile(Math.max(random.nextDouble(), Double.MIN_NORMAL));
    }

    /**
     * Gives the mean, limits taken into account.
     *
     * @return the mean
     */
    double mean();

    /**
     * Gives the same, all values multiplied.
     *
     * @param factor more than 0
     * @return its distribution
     */
    Distribution times(double factor);

    private static void check(boolean right, Object wrong, String expected) {
        if (!right) {
            throw new IllegalArgumentException(wrong + " (expected: " + expected + ")");
        }
    }

    /**
     * Always the same.
     *
     * @param value that
     */
    record Constant(double value) implements Distribution {
        @Override
        public double quantile(double u) {
            return value;
        }

        @Override
        public double mean() {
            return value;
        }

        @Override
        public Distribution times(double factor) {
            return new Constant(value * factor);
        }
    }

    /**
     * All values of a range alike.
     *
     * @param min least
     * @param max greatest, more than that
     */
    record Uniform(double min, double max) implements Distribution {
        /** Checks the range. */
        public Uniform {
            check(min < max, min + ".." + max, "min < max");
        }

        @Override
        public double quantile(double u) {
            return min + u * (max - min);
        }

        @Override
        public double mean() {
            return (min + max) / 2;
        }

        @Override
        public Distribution times(double factor) {
            return new Uniform(min * factor, max * factor);
        }
    }

    /**
     * Times between events that know nothing of each other.
     *
     * @param mean more than 0
     */
    record Exponential(double mean) implements Distribution {
        /** Checks the mean. */
        public Exponential {
            check(mean > 0, mean, "a mean of more than 0");
        }

        @Override
        public double quantile(double u) {
            return -mean * Math.log1p(-u);
        }

        @Override
        public Distribution times(double factor) {
            return new Exponential(mean * factor);
        }
    }

    /**
     * Sizes and durations of which few are much greater than most. What would lie outside the limits is at them.
     *
     * @param median more than 0
     * @param sigma  deviation of the logarithm, 0 or more
     * @param min    least, at most the median
     * @param max    greatest, at least the median
     */
    record LogNormal(double median, double sigma, double min, double max) implements Distribution {
        /** Checks the numbers. */
        public LogNormal {
            check(median > 0 && sigma >= 0, median + ", " + sigma, "median > 0, sigma >= 0");
            check(min <= median && median <= max, min + ".." + max, "limits about the median");
        }

        @Override
        public double quantile(double u) {
            return Math.clamp(median * Math.exp(sigma * Normal.quantile(u)), min, max);
        }

        @Override
        public double mean() {
            if (sigma == 0) {
                return median;
            }
            double low = Math.log(min / median) / sigma;
            double high = Math.log(max / median) / sigma;
            double inside = Normal.below(high - sigma) - Normal.below(low - sigma);
            return min * Normal.below(low) + max * (1 - Normal.below(high))
                    + median * Math.exp(sigma * sigma / 2) * inside;
        }

        @Override
        public Distribution times(double factor) {
            return new LogNormal(median * factor, sigma, min * factor, max * factor);
        }
    }

    /**
     * A heavy tail, cut off: values above the greatest do not occur.
     *
     * @param shape of the tail, more than 0; up to 2 the spread of a tail that is not cut off has no limit
     * @param min   least, more than 0
     * @param max   greatest, more than that
     */
    record Pareto(double shape, double min, double max) implements Distribution {
        /** Checks the numbers. */
        public Pareto {
            check(shape > 0, shape, "a shape of more than 0");
            check(min > 0 && min < max, min + ".." + max, "0 < min < max");
        }

        @Override
        public double quantile(double u) {
            double reach = 1 - Math.pow(min / max, shape);
            return min / Math.pow(1 - u * reach, 1 / shape);
        }

        @Override
        public double mean() {
            double reach = 1 - Math.pow(min / max, shape);
            return shape == 1
                    ? min / reach * Math.log(max / min)
                    : shape / (shape - 1) * min / reach * (1 - Math.pow(min / max, shape - 1));
        }

        @Override
        public Distribution times(double factor) {
            return new Pareto(shape, min * factor, max * factor);
        }
    }
}
