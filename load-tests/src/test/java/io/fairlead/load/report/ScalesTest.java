package io.fairlead.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.load.record.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where values are drawn, and how they are written. */
class ScalesTest {
    private static Timeline seconds(int count) {
        return new Timeline(Duration.ofSeconds(1), IntStream.rangeClosed(1, count).mapToObj(i -> (double) i).toList());
    }

    @Test
    void theGridOfOneRunIsItsIntervals() {
        Timeline uneven = new Timeline(Duration.ofSeconds(1), List.of(1.1, 1.9, 3.3));
        Grid grid = Grid.of(List.of(uneven));
        assertThat(grid.edges()).containsExactly(0.0, 1.1, 1.9, 3.3);
        List<Double> values = List.of(1.0, Double.NaN, 3.0);
        assertThat(grid.mean(uneven, values::get)).containsExactly(1.0, Double.NaN, 3.0);
        assertThat(grid.most(uneven, values::get)).containsExactly(1.0, Double.NaN, 3.0);
    }

    @Test
    void longRunsAreFoldedToMeansAndToTheWorst() {
        Timeline long1 = seconds(2 * Grid.MOST);
        Grid grid = Grid.of(List.of(long1));
        assertThat(grid.size()).isEqualTo(Grid.MOST);
        assertThat(grid.mean(long1, i -> i % 2 == 0 ? 10 : 20)).hasSize(Grid.MOST).containsOnly(15.0);
        assertThat(grid.most(long1, i -> i % 2 == 0 ? 10 : 20)).containsOnly(20.0);
        assertThat(grid.mean(long1, i -> i % 2 == 0 ? 10 : Double.NaN)).as("of what is known").containsOnly(10.0);
    }

    @Test
    void twoRunsAreDrawnOverEachOtherByTheirTime() {
        Timeline one = seconds(6);
        Timeline two = new Timeline(Duration.ofSeconds(2), List.of(2.02, 3.98));
        Grid grid = Grid.of(List.of(one, two));
        assertThat(grid.edges()).containsExactly(0.0, 2.0, 4.0, 6.0);
        assertThat(grid.mean(one, i -> i)).containsExactly(0.5, 2.5, 4.5);
        assertThat(grid.most(two, i -> i == 0 ? 9 : 5)).as("a little late is not the next").containsExactly(9.0, 5.0,
                Double.NaN);
        assertThat(grid.mean(two, i -> i == 0 ? 9 : 5).getFirst()).isEqualTo(9);
    }

    @Test
    void anAxisOfLogarithmsHasWholeDecades() {
        Scale scale = Scale.logarithmic(30, 40_000);
        assertThat(scale.least()).isCloseTo(10, within(1e-9));
        assertThat(scale.most()).isCloseTo(100_000, within(1e-4));
        assertThat(scale.share(1000)).isCloseTo(0.5, within(1e-9));
        assertThat(scale.share(0)).isZero();
        assertThat(scale.share(1e9)).isOne();
        assertThat(Scale.logarithmic(1000, 1000).ticks()).contains(1000.0, 2000.0, 10_000.0);
        assertThat(Scale.logarithmic(Double.NaN, Double.NaN).share(5)).isBetween(0.0, 1.0);
    }

    @Test
    void anAxisFromZeroHoldsTheLargest() {
        assertThat(Scale.linear(80).most()).isGreaterThan(80);
        assertThat(Scale.linear(80).share(0)).isZero();
        assertThat(Scale.linear(Double.NaN).most()).isPositive();
        assertThat(Scale.linear(0).share(0)).isZero();
    }

    @Test
    void valuesHaveTheUnitThatFits() {
        assertThat(Quantity.text(323.4, "µs")).isEqualTo("323 µs");
        assertThat(Quantity.text(1_234, "µs")).isEqualTo("1.23 ms");
        assertThat(Quantity.text(2_500_000, "µs")).isEqualTo("2.50 s");
        assertThat(Quantity.text(60e6, "bytes/s")).isEqualTo("60.0 MB/s");
        assertThat(Quantity.text(6.24e9, "bytes")).isEqualTo("6.24 GB");
        assertThat(Quantity.text(31, "threads")).isEqualTo("31");
        assertThat(Quantity.text(Double.NaN, "threads")).isEqualTo("-");
        assertThat(Quantity.tick(10_000, "µs")).isEqualTo("10 ms");
        assertThat(Quantity.tick(2_500_000, "µs")).isEqualTo("2.5 s");
        assertThat(Quantity.tick(100, "µs")).isEqualTo("100 µs");
        assertThat(Quantity.tick(1000, "devices")).isEqualTo("1,000");
        assertThat(Quantity.second(97.4)).isEqualTo("97 s");
        assertThat(Quantity.second(125)).isEqualTo("2:05");
        assertThat(Quantity.second(7261)).isEqualTo("2:01 h");
    }
}
