package io.fairlead.load.capacity;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Explains what was measured as a sum of causes, none of which can give anything back: linear least squares where no
 * coefficient is below 0. Solved by descent along one coordinate after the other, which ends at the only optimum when
 * causes differ. Pure.
 */
final class LeastSquares {
    private static final int MOST_ROUNDS = 100_000;
    private static final double CLOSE = 1e-12;

    private LeastSquares() {}

    /**
     * What came out.
     *
     * @param coefficients one for each cause, at least 0
     * @param errors       the standard error of each; NaN where the coefficient is 0, or causes cannot be told apart
     * @param share        of the variation that is explained, at most 1
     */
    record Fit(List<Double> coefficients, List<Double> errors, double share) {
        Fit {
            coefficients = List.copyOf(coefficients);
            errors = List.copyOf(errors);
        }
    }

    /** Fits {@code b} to rows of causes; there must be more rows than causes. */
    static Fit fit(double[][] rows, double[] b) {
        int causes = rows[0].length;
        double[] scale = new double[causes];
        for (double[] row : rows) {
            for (int j = 0; j < causes; j++) {
                scale[j] += row[j] * row[j];
            }
        }
        for (int j = 0; j < causes; j++) {
            scale[j] = scale[j] == 0 ? 1 : Math.sqrt(scale[j]);
        }
        double[][] gram = new double[causes][causes];
        double[] right = new double[causes];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < causes; j++) {
                right[j] += rows[i][j] / scale[j] * b[i];
                for (int k = 0; k < causes; k++) {
                    gram[j][k] += rows[i][j] / scale[j] * rows[i][k] / scale[k];
                }
            }
        }
        double[] x = descend(gram, right);
        double residual = 0;
        double variation = 0;
        double mean = Arrays.stream(b).average().orElse(0);
        for (int j = 0; j < causes; j++) {
            x[j] /= scale[j];
        }
        for (int i = 0; i < rows.length; i++) {
            residual += square(b[i] - sum(rows[i], x));
            variation += square(b[i] - mean);
        }
        double[] errors = errors(gram, x, scale, residual, rows.length);
        return new Fit(DoubleStream.of(x).boxed().toList(), DoubleStream.of(errors).boxed().toList(),
                variation == 0 ? 1 : 1 - residual / variation);
    }

    private static double[] descend(double[][] gram, double[] right) {
        double[] x = new double[right.length];
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double moved = 0;
            for (int j = 0; j < x.length; j++) {
                if (gram[j][j] > 0) {
                    double better = Math.max(0, x[j] + (right[j] - sum(gram[j], x)) / gram[j][j]);
                    moved = Math.max(moved, Math.abs(better - x[j]));
                    x[j] = better;
                }
            }
            if (moved < CLOSE) {
                break;
            }
        }
        return x;
    }

    /** Of those that are more than 0, from the inverse of their part of the matrix. */
    private static double[] errors(double[][] gram, double[] x, double[] scale, double residual, int rows) {
        int[] there = IntStream.range(0, x.length).filter(j -> x[j] > 0).toArray();
        double variance = residual / Math.max(1, rows - there.length);
        double[] errors = new double[x.length];
        Arrays.fill(errors, Double.NaN);
        for (int j = 0; j < there.length; j++) {
            errors[there[j]] = Math.sqrt(variance * inverseDiagonal(gram, there, j)) / scale[there[j]];
        }
        return errors;
    }

    /** An element of the inverse's diagonal, by elimination with pivots; NaN when there is no inverse. */
    private static double inverseDiagonal(double[][] gram, int[] of, int element) {
        int n = of.length;
        double[][] m = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                m[i][j] = gram[of[i]][of[j]];
            }
            m[i][n] = i == element ? 1 : 0;
        }
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int i = column + 1; i < n; i++) {
                pivot = Math.abs(m[i][column]) > Math.abs(m[pivot][column]) ? i : pivot;
            }
            double[] swapped = m[column];
            m[column] = m[pivot];
            m[pivot] = swapped;
            if (Math.abs(m[column][column]) < CLOSE) {
                return Double.NaN;
            }
            for (int i = 0; i < n; i++) {
                double factor = i == column ? 0 : m[i][column] / m[column][column];
                for (int j = column; factor != 0 && j <= n; j++) {
                    m[i][j] -= factor * m[column][j];
                }
            }
        }
        return m[element][n] / m[element][element];
    }

    private static double sum(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double square(double a) {
        return a * a;
    }
}
