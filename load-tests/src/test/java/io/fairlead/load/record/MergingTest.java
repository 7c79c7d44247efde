package io.fairlead.load.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Records of several generator processes as one. */
class MergingTest {
    private final TestClock clock = new TestClock();

    /** Ticks each second; before each, {@code load} is told the interval. */
    private RunRecord run(int intervals, Duration later, BiConsumer<Recorder, Integer> load) {
        Recorder recorder = new Recorder(clock, Duration.ofSeconds(1));
        for (int i = 0; i < intervals; i++) {
            load.accept(recorder, i);
            clock.pass(1);
            recorder.tick();
        }
        return recorder.finish(Records.info(Records.START.plus(later)));
    }

    private static void times(Recorder recorder, int from, int to) {
        Timing timing = recorder.timing("answer", "Until the answer.");
        for (int i = from; i < to; i++) {
            timing.record(0, i * 1_000_000L);
        }
    }

    @Test
    void countsAndFailuresAreAdded() {
        RunRecord one = run(2, Duration.ZERO, (recorder, i) -> {
            recorder.count("a", "things", "Counted.").add(i + 1);
            recorder.failure("refused");
        });
        RunRecord two = run(3, Duration.ZERO, (recorder, i) -> {
            recorder.count("a", "things", "Counted.").add(10);
            recorder.count("b", "things", "Of the second alone.").add(5);
            recorder.failure("time-out");
            recorder.failure("refused");
        });
        RunRecord both = Merging.merge(List.of(one, two));
        assertThat(both.series("a").orElseThrow().values()).containsExactly(11.0, 12.0, 10.0);
        assertThat(both.series("b").orElseThrow().total()).isEqualTo(15);
        assertThat(both.failures()).extracting(Series::name).containsExactly("refused", "time-out");
        assertThat(both.failures().getFirst().values()).containsExactly(2.0, 2.0, 1.0);
        assertThat(both.failureCount()).isEqualTo(one.failureCount() + two.failureCount());
        assertThat(both.timeline().ends()).containsExactly(1.0, 2.0, 3.0);
    }

    @Test
    void levelsAreAddedOrTheLargestCounts() {
        RunRecord one = run(1, Duration.ZERO, (recorder, _) -> {
            recorder.level("online", "devices", "Online.", () -> 30);
            recorder.level("share", "", "Of cores.", Kind.HIGHEST, () -> 0.3);
        });
        RunRecord two = run(1, Duration.ZERO, (recorder, _) -> {
            recorder.level("online", "devices", "Online.", () -> 40);
            recorder.level("share", "", "Of cores.", Kind.HIGHEST, () -> 0.8);
        });
        RunRecord both = Merging.merge(List.of(one, two));
        assertThat(both.series("online").orElseThrow().values()).containsExactly(70.0);
        assertThat(both.series("share").orElseThrow().values()).containsExactly(0.8);
    }

    @Test
    void aLevelIsNotKnownAnyMoreWhenOneProcessHasEnded() {
        RunRecord one = online(2, 30);
        RunRecord two = online(3, 40);
        assertThat(Merging.merge(List.of(one, two)).series("online").orElseThrow().values())
                .containsExactly(70.0, 70.0, Double.NaN);
    }

    private RunRecord online(int intervals, int devices) {
        return run(intervals, Duration.ZERO, (recorder, i) -> {
            if (i == 0) {
                recorder.level("online", "devices", "Online.", () -> devices);
            }
        });
    }

    @Test
    void histogramsOfTheWholeRunAreAddedWithoutLoss() {
        RunRecord one = run(2, Duration.ZERO, (recorder, _) -> times(recorder, 1, 500));
        RunRecord two = run(2, Duration.ZERO, (recorder, _) -> times(recorder, 400, 1500));
        Histogram expected = Histograms.empty();
        expected.add(one.timing("answer").orElseThrow().whole());
        expected.add(two.timing("answer").orElseThrow().whole());
        TimingSeries both = Merging.merge(List.of(one, two)).timing("answer").orElseThrow();
        assertThat(both.whole()).isEqualTo(expected);
        assertThat(both.whole().getTotalCount()).isEqualTo(2 * 499 + 2 * 1100);
    }

    @Test
    void percentilesOfAnIntervalAreThoseOfAllItsTimes() {
        RunRecord one = run(1, Duration.ZERO, (recorder, _) -> times(recorder, 1, 501));
        RunRecord two = run(1, Duration.ZERO, (recorder, _) -> times(recorder, 501, 1001));
        IntervalTimes both = Merging.merge(List.of(one, two)).timing("answer").orElseThrow().intervals().getFirst();
        assertThat(both.count()).isEqualTo(1000);
        assertThat(both.p50()).isCloseTo(500e3, within(6e3));
        assertThat(both.p99()).isCloseTo(990e3, within(11e3));
        // Percentiles of percentiles say something else: of p99 the mean would be 743.
        assertThat(both.max()).isCloseTo(1000e3, within(1e3));
    }

    @Test
    void aProcessThatBeganLaterIsLaidWhereItBelongs() {
        RunRecord one = run(3, Duration.ofMillis(40),
                (recorder, _) -> recorder.count("a", "things", "Counted.").add(1));
        RunRecord two = run(2, Duration.ofMillis(2030), (recorder, i) -> {
            recorder.count("a", "things", "Counted.").add(10);
            times(recorder, 1, 2 + i);
            recorder.mark("began late " + i);
        });
        RunRecord both = Merging.merge(List.of(one, two));
        assertThat(both.info().start()).isEqualTo(Records.START.plusMillis(40));
        assertThat(both.series("a").orElseThrow().values()).containsExactly(1.0, 1.0, 11.0, 10.0);
        assertThat(both.timing("answer").orElseThrow().intervals()).extracting(IntervalTimes::count)
                .containsExactly(0L, 0L, 1L, 2L);
        assertThat(both.marks()).first().satisfies(
                mark -> assertThat(mark.second()).isCloseTo(1.99, within(1e-6)));
        RunRecord turned = Merging.merge(List.of(two, one));
        assertThat(turned.series("a")).isEqualTo(both.series("a"));
    }

    @Test
    void whatAllSayIsSaidOnce() {
        BiConsumer<Recorder, Integer> load = (recorder, _) -> {
            recorder.mark("log-on storm");
            recorder.limitation("It has no WebSocket.");
        };
        RunRecord both = Merging.merge(List.of(run(1, Duration.ZERO, load), run(1, Duration.ofMillis(300), load)));
        assertThat(both.marks()).containsExactly(new Mark(0, "log-on storm"));
        assertThat(both.limitations()).containsExactly("It has no WebSocket.");
    }

    @Test
    void oneGeneratorThatWasTheLimitSpoilsAll() {
        RunRecord well = run(4, Duration.ZERO, (recorder, i) -> {
            if (i == 0) {
                recorder.level(Names.GENERATOR_SHARE, "", "", Kind.HIGHEST, () -> 0.5);
            }
        });
        RunRecord late = run(4, Duration.ZERO, (recorder, i) -> {
            if (i == 0) {
                recorder.level(Names.GENERATOR_SHARE, "", "", Kind.HIGHEST, () -> 0.99);
            }
        });
        assertThat(Merging.merge(List.of(well, well)).saturation().trusted()).isTrue();
        Saturation both = Merging.merge(List.of(well, late)).saturation();
        assertThat(both.trusted()).isFalse();
        assertThat(both.verdict()).contains("From second 0 on", "generator 2: it took up to 99 % of its cores");
    }

    @Test
    void whoeverOnlyWatchesServersIsNoGenerator() {
        RunRecord servers = run(1, Duration.ZERO, (recorder, _) -> recorder.count("server.one.cpu", "s", "Time."));
        RunRecord generator = run(1, Duration.ZERO, (recorder, _) -> {
            times(recorder, 1, 2);
            recorder.level(Names.GENERATOR_SHARE, "of cores", "Share.", Kind.HIGHEST, () -> 0.1);
        });
        RunRecord unwatched = run(1, Duration.ZERO, (recorder, _) -> times(recorder, 1, 2));
        assertThat(Merging.merge(List.of(servers, generator)).saturation().watched()).isTrue();
        assertThat(Merging.merge(List.of(servers, generator, unwatched)).saturation().watched()).isFalse();
        assertThat(Merging.merge(List.of(servers, servers)).saturation().watched()).isFalse();
    }

    @Test
    void whatCannotBeMergedIsNamed() {
        RunRecord one = run(1, Duration.ZERO, (recorder, _) -> times(recorder, 1, 5));
        assertThatThrownBy(() -> Merging.merge(List.of(one, one.compact())))
                .hasMessageContaining("answer").hasMessageContaining("not compact");
        assertThatThrownBy(() -> Merging.merge(List.of())).hasMessageContaining("at least 1");
        RunRecord counts = run(1, Duration.ZERO, (recorder, _) -> recorder.count("a", "things", "").add(1));
        RunRecord levels = run(1, Duration.ZERO, (recorder, _) -> recorder.level("a", "things", "", () -> 1));
        assertThatThrownBy(() -> Merging.merge(List.of(counts, levels)))
                .hasMessageContaining("a: LEVEL of things (expected: COUNT of things");
        RunRecord other = new Recorder(clock, Duration.ofSeconds(5)).finish(Records.info());
        assertThatThrownBy(() -> Merging.merge(List.of(one, other))).hasMessageContaining("PT5S (expected: PT1S");
        assertThat(Merging.merge(List.of(one))).isEqualTo(one);
        assertThatThrownBy(() -> one.compact().timing("answer").orElseThrow().between(0, 1))
                .hasMessageContaining("left out");
    }
}
