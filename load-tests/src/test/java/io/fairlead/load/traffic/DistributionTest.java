package io.fairlead.load.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is drawn is what is said. */
class DistributionTest {
    private static final int DRAWS = 400_000;

    static Stream<Distribution> all() {
        return Stream.of(
                new Distribution.Constant(7),
                new Distribution.Uniform(3, 9),
                new Distribution.Exponential(20),
                new Distribution.LogNormal(100, 0.8, 10, 100_000),
                new Distribution.LogNormal(100, 2, 30, 400),
                new Distribution.LogNormal(100, 0, 30, 400),
                new Distribution.Pareto(1.2, 1.5, 300),
                new Distribution.Pareto(1, 2, 50),
                new Distribution.Pareto(0.5, 2, 50));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theMeanOfManyDrawsIsTheMean(Distribution distribution) {
        SplittableRandom random = new SplittableRandom(5);
        double sum = 0;
        for (int i = 0; i < DRAWS; i++) {
            sum += distribution.draw(random);
        }
        assertThat(sum / DRAWS).isCloseTo(distribution.mean(), Percentage.withPercentage(1.5));
        assertThat(distribution.times(3).mean()).isCloseTo(3 * distribution.mean(), Percentage.withPercentage(0.001));
    }

    @ParameterizedTest
    @MethodSource("all")
    void quantilesRiseAndADrawTakesOneNumber(Distribution distribution) {
        double before = distribution.quantile(0.001);
        for (double u = 0.01; u < 1; u += 0.01) {
            assertThat(distribution.quantile(u)).isGreaterThanOrEqualTo(before);
            before = distribution.quantile(u);
        }
        SplittableRandom one = new SplittableRandom(3);
        SplittableRandom other = new SplittableRandom(3);
        double first = distribution.draw(one);
        assertThat(first).isEqualTo(distribution.quantile(other.nextDouble()));
        assertThat(one.nextLong()).as("as many numbers were taken").isEqualTo(other.nextLong());
    }

    @Test
    void theNormalDistributionIsTheTextbooks() {
        assertThat(Normal.quantile(0.5)).isZero();
        assertThat(Normal.quantile(0.975)).isCloseTo(1.959963985, within(1e-8));
        assertThat(Normal.quantile(0.001)).isCloseTo(-3.090232306, within(1e-8));
        assertThat(Normal.below(1.959963985)).isCloseTo(0.975, within(1e-6));
        assertThat(Normal.below(-1)).isCloseTo(0.158655254, within(1e-6));
    }

    @Test
    void heavyTailsAreCutWhereItIsSaid() {
        Distribution pause = new Distribution.Pareto(1.2, 1.5, 300);
        assertThat(pause.quantile(1e-12)).isCloseTo(1.5, within(1e-6));
        assertThat(pause.quantile(1 - 1e-12)).isCloseTo(300, within(1e-3));
        // Of what is longer than 10 s, a share of (10/20)^1.2 is longer than 20 s, but for the cut.
        assertThat(share(pause, 20) / share(pause, 10)).isCloseTo(0.43, within(0.01));
    }

    private static double share(Distribution distribution, double above) {
        SplittableRandom random = new SplittableRandom(9);
        int count = 0;
        for (int i = 0; i < DRAWS; i++) {
            count += distribution.draw(random) > above ? 1 : 0;
        }
        return (double) count / DRAWS;
    }

    @Test
    void impossibleOnesAreRefused() {
        assertThatThrownBy(() -> new Distribution.Uniform(3, 3)).hasMessageContaining("expected");
        assertThatThrownBy(() -> new Distribution.Exponential(0)).hasMessageContaining("expected");
        assertThatThrownBy(() -> new Distribution.Pareto(1, 0, 4)).hasMessageContaining("expected");
        assertThatThrownBy(() -> new Distribution.Pareto(0, 1, 4)).hasMessageContaining("expected");
        assertThatThrownBy(() -> new Distribution.LogNormal(5, 1, 6, 7)).hasMessageContaining("expected");
        assertThatThrownBy(() -> new Distribution.LogNormal(5, -1, 1, 7)).hasMessageContaining("expected");
    }
}
