package io.fairlead.load.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The arithmetic on what was measured. */
class ResultTest {
    private static final Figure COST = Figure.cost("cost_us", "cost", "µs", "What one costs.");
    private static final Figure RATE = Figure.condition("rate", "rate", "1/s", "How many there were.");

    private static Sample sample(double cost, double half, String... warnings) {
        return new Sample(Map.of("cost_us", cost, "rate", 10.0), List.of(new Percentile(50, half)), List.of(warnings));
    }

    @Test
    void takesTheMiddleOfManyAndTheMeanOfTheTwoInTheMiddle() {
        assertThat(Spread.of(List.of(5.0, 1.0, 9.0))).isEqualTo(new Spread(5, 1, 9, 3));
        assertThat(Spread.of(List.of(8.0, 1.0, 3.0, 2.0))).isEqualTo(new Spread(2.5, 1, 8, 4));
        assertThatThrownBy(() -> Spread.of(List.of())).hasMessageContaining("at least 1");
    }

    @Test
    void comparesMediansWithTheReferenceAlone() {
        Series slow = new Series("slow", List.of(sample(10, 1), sample(20, 3), sample(30, 2)));
        Series fast = new Series("fast", List.of(sample(5, 1), sample(4, 1), sample(6, 1)));
        ScenarioResult result = new ScenarioResult("one", "one", Map.of(), List.of(COST, RATE), List.of(slow, fast));
        assertThat(result.ratio(COST, fast, "slow")).hasValue(0.25);
        assertThat(result.ratio(COST, slow, "slow")).isEmpty();
        assertThat(result.ratio(RATE, fast, "slow")).isEmpty();
        assertThat(result.ratio(COST, fast, "absent")).isEmpty();
    }

    @Test
    void hasNoRatioToNothing() {
        Series none = new Series("none", List.of(sample(0, 1)));
        Series some = new Series("some", List.of(sample(1, 1)));
        ScenarioResult result = new ScenarioResult("one", "one", Map.of(), List.of(COST), List.of(none, some));
        assertThat(result.ratio(COST, some, "none")).isEmpty();
    }

    @Test
    void mergesDelaysByTheirMediansAndSaysEachWarningOnce() {
        Series series = new Series("one", List.of(sample(1, 10, "late"), sample(1, 30, "late"), sample(1, 20, "lost")));
        assertThat(series.delays()).containsExactly(new Percentile(50, 20));
        assertThat(series.warnings()).containsExactly("late", "lost");
    }

    @Test
    void refusesAFigureThatWasNotMeasured() {
        Figure other = Figure.cost("other", "other", "s", "Something else.");
        assertThatThrownBy(() -> sample(1, 1).value(other)).hasMessageContaining("no other");
        assertThatThrownBy(() -> Figure.cost("Not A Key", "", "", "")).hasMessageContaining("expected");
    }
}
