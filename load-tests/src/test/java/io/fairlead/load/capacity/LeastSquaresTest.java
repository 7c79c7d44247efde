package io.fairlead.load.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LeastSquaresTest {
    private static final int ROWS = 200;
    private static final double[] TRUTH = {0.01, 4e-6, 0};

    private static LeastSquares.Fit fit(double noise) {
        Random random = new Random(1);
        double[][] rows = new double[ROWS][];
        double[] b = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            rows[i] = new double[]{5, random.nextInt(20_000), random.nextInt(10)};
            b[i] = TRUTH[0] * rows[i][0] + TRUTH[1] * rows[i][1] + noise * random.nextGaussian();
        }
        return LeastSquares.fit(rows, b);
    }

    @Test
    void causesAreFoundAgain() {
        LeastSquares.Fit fit = fit(0);
        for (int j = 0; j < TRUTH.length; j++) {
            assertThat(fit.coefficients().get(j)).isCloseTo(TRUTH[j], Offset.offset(1e-9));
        }
        assertThat(fit.share()).isCloseTo(1, Offset.offset(1e-9));
    }

    @Test
    void noiseIsToldByErrorsThatHoldTheTruth() {
        LeastSquares.Fit fit = fit(0.01);
        assertThat(fit.errors().get(0)).isBetween(1e-4, 1e-2);
        assertThat(fit.coefficients().get(0)).isCloseTo(TRUTH[0], Offset.offset(4 * fit.errors().get(0)));
        assertThat(fit.coefficients().get(1)).isCloseTo(TRUTH[1], Offset.offset(4 * fit.errors().get(1)));
        assertThat(fit.share()).isBetween(0.5, 0.99);
    }

    @Test
    void nothingGivesAnythingBack() {
        double[][] rows = {{1, 0}, {1, 1}, {1, 2}, {1, 3}};
        LeastSquares.Fit fit = LeastSquares.fit(rows, new double[]{4, 3, 2, 1});
        assertThat(fit.coefficients().get(0)).isCloseTo(2.5, Offset.offset(1e-9));
        assertThat(fit.coefficients().get(1)).isZero();
        assertThat(fit.errors().get(1)).isNaN();
    }

    @Test
    void causesThatComeTogetherHaveNoErrorsOrLargeOnes() {
        double[][] rows = {{1, 2}, {2, 4}, {3, 6}, {4, 8}};
        LeastSquares.Fit fit = LeastSquares.fit(rows, new double[]{3, 6, 9, 12});
        assertThat(fit.coefficients().get(0) + 2 * fit.coefficients().get(1)).isCloseTo(3, Offset.offset(1e-6));
    }
}
