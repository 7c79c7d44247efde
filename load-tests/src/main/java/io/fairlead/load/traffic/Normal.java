package io.fairlead.load.traffic;

/** The normal distribution of mean 0 and deviation 1, and its inverse. */
final class Normal {
    private static final double[] A = {-3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
            1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00};
    private static final double[] B = {-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
            6.680131188771972e+01, -1.328068155288572e+01, 1};
    private static final double[] C = {-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
            -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00};
    private static final double[] D = {7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
            3.754408661907416e+00, 1};
    private static final double P = 0.2316419;
    private static final double[] SHARE = {1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.319381530, 0};
    private static final double TAIL = 0.02425;
    private static final double HALF = 0.5;

    private Normal() {}

    private static double polynomial(double[] coefficients, double x) {
        double sum = 0;
        for (double coefficient : coefficients) {
            sum = sum * x + coefficient;
        }
        return sum;
    }

    /**
     * Below what a share lies, by Acklam's rational approximation (relative error below 1.2e-9): one number in, one
     * out, so that a draw takes one random number however it falls. {@code u} is in 0..1, exclusive.
     */
    static double quantile(double u) {
        if (u < TAIL) {
            double q = Math.sqrt(-2 * Math.log(u));
            return polynomial(C, q) / polynomial(D, q);
        }
        if (u > 1 - TAIL) {
            return -quantile(1 - u);
        }
        double q = u - HALF;
        double r = q * q;
        return q * polynomial(A, r) / polynomial(B, r);
    }

    /** Which share lies below, to 1e-7: Abramowitz and Stegun, 26.2.17. */
    static double below(double x) {
        if (x < 0) {
            return 1 - below(-x);
        }
        double t = 1 / (1 + P * x);
        double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        return 1 - density * polynomial(SHARE, t);
    }
}
