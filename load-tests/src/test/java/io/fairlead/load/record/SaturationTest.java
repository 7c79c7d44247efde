package io.fairlead.load.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When the generator is taken for the limit, and how that is said. */
class SaturationTest {
    private static final List<Double> CALM = IntStream.range(0, 60).mapToObj(_ -> 0.2).toList();

    private static Timeline timeline(int size) {
        return new Timeline(Duration.ofSeconds(1), IntStream.rangeClosed(1, size).mapToObj(i -> (double) i).toList());
    }

    private static List<Double> with(List<Double> values, int from, int to, double value) {
        return IntStream.range(0, values.size()).mapToObj(i -> i >= from && i < to ? value : values.get(i)).toList();
    }

    private static Series share(List<Double> values) {
        return new Series(Names.GENERATOR_SHARE, "", "", Kind.HIGHEST, values);
    }

    private static Saturation judge(List<Double> shares, Series... more) {
        List<Series> all = new ArrayList<>(List.of(share(shares)));
        all.addAll(List.of(more));
        return SaturationLimits.DEFAULT.judge(timeline(shares.size()), all, List.of());
    }

    private static TimingSeries timing(String name, int size, int from, double millis) {
        return new TimingSeries(name, "", IntStream.range(0, size).mapToObj(i -> {
            double micros = i < from ? 100 : millis * 1000;
            return new IntervalTimes(999, micros, micros, micros, micros, micros, "");
        }).toList(), "");
    }

    @Test
    void aCalmGeneratorIsTrusted() {
        Saturation saturation = judge(CALM);
        assertThat(saturation.trusted()).isTrue();
        assertThat(saturation.since()).isEmpty();
        assertThat(saturation.verdict()).contains("may be trusted").doesNotContain("not");
        assertThat(saturation.notes()).isEmpty();
    }

    @Test
    void aGeneratorThatNobodyWatchedIsNotTrusted() {
        Saturation saturation = SaturationLimits.DEFAULT.judge(timeline(60), List.of(), List.of());
        assertThat(saturation.trusted()).isFalse();
        assertThat(saturation.verdict()).contains("Nobody watched");
    }

    @Test
    void fullCoresUntilTheEndSpoilEverythingFromThenOn() {
        Saturation saturation = judge(with(CALM, 40, 60, 0.97));
        assertThat(saturation.trusted()).isFalse();
        assertThat(saturation.since()).hasValue(40);
        assertThat(saturation.verdict()).contains("From second 40 on", "not to be trusted", "97 % of its cores",
                "limit 90 %");
    }

    @Test
    void aSpellAtTheBeginSpoilsNoMoreThanItself() {
        Saturation saturation = judge(with(CALM, 0, 4, 1));
        assertThat(saturation.spells()).singleElement().satisfies(spell -> {
            assertThat(spell.from()).isZero();
            assertThat(spell.to()).isEqualTo(4);
        });
        assertThat(saturation.verdict()).contains("From second 0 to 4 figures are not to be trusted");
    }

    @Test
    void twoIntervalsAloneAreToldAndSpoilNothing() {
        Saturation saturation = judge(with(with(CALM, 10, 12, 0.95), 20, 21, 0.92));
        assertThat(saturation.trusted()).isTrue();
        assertThat(saturation.notes()).singleElement().asString().contains("In 3 of 60 intervals", "95 %");
    }

    @Test
    void aRunOfTwoIntervalsIsSpoiltByTwo() {
        assertThat(judge(List.of(0.95, 0.95)).trusted()).isFalse();
        assertThat(judge(List.of(0.95, 0.1)).trusted()).isTrue();
    }

    @Test
    void latePlansAndLateThreadsAndPausesAndGivenUpPlansAreReasonsToo() {
        Timeline timeline = timeline(10);
        List<Series> calm = List.of(share(CALM.subList(0, 10)));
        assertThat(SaturationLimits.DEFAULT.judge(timeline, calm, List.of(timing(Names.LATENESS, 10, 6, 70))))
                .satisfies(late -> {
                    assertThat(late.since()).hasValue(6);
                    assertThat(late.verdict()).contains("late by up to 70 ms (limit 20 ms)");
                });
        assertThat(SaturationLimits.DEFAULT.judge(timeline, calm, List.of(timing(Names.WAKE_UP, 10, 0, 80))).verdict())
                .contains("woke up to 80 ms late");
        Series pauses = new Series(Names.PAUSES, "s", "", Kind.COUNT, with(CALM, 0, 60, 0.25).subList(0, 10));
        assertThat(SaturationLimits.DEFAULT.judge(timeline, List.of(calm.getFirst(), pauses), List.of()).verdict())
                .contains("garbage collection took up to 25 %");
        Series dropped = new Series(Names.DROPPED, "plans", "", Kind.COUNT, with(CALM, 0, 60, 111).subList(0, 10));
        assertThat(SaturationLimits.DEFAULT.judge(timeline, List.of(calm.getFirst(), dropped),
                List.of(timing(Names.LATENESS, 10, 10, 0))).verdict()).contains("left out up to 10.0 % of its plans");
        Series none = new Series(Names.DROPPED, "plans", "", Kind.COUNT, with(CALM, 0, 60, 0).subList(0, 10));
        assertThat(SaturationLimits.DEFAULT.judge(timeline, List.of(calm.getFirst(), none), List.of()).trusted())
                .isTrue();
    }

    @Test
    void whatIsNotKnownIsNoReason() {
        assertThat(judge(with(CALM, 0, 60, Double.NaN)).spells()).isEmpty();
    }
}
