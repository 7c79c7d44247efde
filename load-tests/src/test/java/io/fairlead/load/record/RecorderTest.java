package io.fairlead.load.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** What is counted, in which interval, and that nothing is lost. */
class RecorderTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestClock clock = new TestClock();
    private final Recorder recorder = new Recorder(clock, SECOND);

    private RunRecord finish() {
        return recorder.finish(Records.info());
    }

    private List<Double> values(String name) {
        return finish().series(name).orElseThrow().values();
    }

    @Test
    void eachIntervalHasWhatWasCountedInIt() {
        Count beats = recorder.count("devices.heartbeats", "heartbeats", "Sent.");
        beats.add(3);
        clock.pass(1.01);
        assertThat(recorder.tick()).get().satisfies(interval -> {
            assertThat(interval.index()).isZero();
            assertThat(interval.values()).containsEntry("devices.heartbeats", 3.0);
            assertThat(interval.rate("devices.heartbeats")).isCloseTo(3 / 1.01, within(1e-9));
        });
        clock.pass(0.99);
        recorder.tick();
        beats.increment();
        beats.add(4);
        clock.pass(1.02);
        recorder.tick();
        assertThat(values("devices.heartbeats")).containsExactly(3.0, 0.0, 5.0);
        assertThat(finish().timeline().ends()).containsExactly(1.01, 2.0, 3.02);
        assertThat(beats.total()).isEqualTo(8);
    }

    @Test
    void aTickThatComesTooEarlyEndsNothing() {
        Count count = recorder.count("a", "things", "Counted.");
        count.add(1);
        clock.pass(0.4);
        assertThat(recorder.tick()).isEmpty();
        count.add(1);
        clock.pass(0.6);
        assertThat(recorder.tick()).isPresent();
        assertThat(recorder.tick()).isEmpty();
        assertThat(values("a")).containsExactly(2.0);
    }

    @Test
    void missedTicksShareEvenlyWhatNobodyKnowsMoreOf() {
        Count count = recorder.count("a", "things", "Counted.");
        recorder.level("b", "devices", "Online.", () -> 7);
        Timing timing = recorder.timing("c", "Answered.");
        count.add(2);
        clock.pass(1);
        recorder.tick();
        count.add(9);
        timing.record(clock.before(Duration.ofMillis(5)), clock.getAsLong());
        clock.pass(3);
        recorder.tick();
        RunRecord record = finish();
        assertThat(record.series("a").orElseThrow().values()).containsExactly(2.0, 3.0, 3.0, 3.0);
        assertThat(record.series("b").orElseThrow().values()).containsExactly(7.0, Double.NaN, Double.NaN, 7.0);
        assertThat(record.timing("c").orElseThrow().intervals()).extracting(IntervalTimes::count)
                .containsExactly(0L, 0L, 0L, 1L);
        assertThat(record.timeline().ends()).containsExactly(1.0, 2.0, 3.0, 4.0);
    }

    @Test
    void theEndTakesWhatNoTickHasTaken() {
        Count count = recorder.count("a", "things", "Counted.");
        Timing timing = recorder.timing("c", "Answered.");
        clock.pass(1);
        recorder.tick();
        count.add(10);
        timing.record(clock.before(Duration.ofMillis(3)), clock.getAsLong());
        clock.pass(1);
        recorder.tick();
        count.add(5);
        timing.record(clock.before(Duration.ofMillis(90)), clock.getAsLong());
        clock.pass(0.3);
        RunRecord record = finish();
        // Alone, the rest would be an interval with an odd rate.
        assertThat(record.timeline().ends()).containsExactly(1.0, 2.3);
        assertThat(record.series("a").orElseThrow().values()).containsExactly(0.0, 15.0);
        assertThat(record.timing("c").orElseThrow().intervals().getLast().count()).isEqualTo(2);
        assertThat(record.timing("c").orElseThrow().whole().getTotalCount()).isEqualTo(2);
        assertThat(finish()).as("asked again").isEqualTo(record);
        count.add(1);
        clock.pass(9);
        assertThat(recorder.tick()).as("after the end").isEmpty();
        assertThat(finish()).isEqualTo(record);
    }

    @Test
    void aRestOfMoreThanHalfAnIntervalIsOneOfItsOwn() {
        Count count = recorder.count("a", "things", "Counted.");
        clock.pass(1);
        recorder.tick();
        count.add(5);
        clock.pass(0.7);
        assertThat(values("a")).containsExactly(0.0, 5.0);
        assertThat(finish().series("a").orElseThrow().rate(finish().timeline(), 1)).isCloseTo(5 / 0.7, within(1e-9));
    }

    @Test
    void aRunThatEndsBeforeItsFirstTickHasOneInterval() {
        recorder.count("a", "things", "Counted.").add(4);
        recorder.timing("c", "Answered.").record(clock.before(SECOND), clock.getAsLong());
        clock.pass(0.1);
        assertThat(values("a")).containsExactly(4.0);
        assertThat(finish().timing("c").orElseThrow().intervals().getFirst().p50()).isCloseTo(1e6, within(1e3));
    }

    @Test
    void nothingIsLostThatThreadsCountWhileIntervalsEnd() throws Exception {
        int threads = 4;
        int each = 200_000;
        Count count = recorder.count("a", "things", "Counted.");
        Timing timing = recorder.timing("c", "Answered.");
        CountDownLatch done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            Thread.ofPlatform().start(() -> {
                for (int k = 0; k < each; k++) {
                    count.increment();
                    timing.record(0, 1000L * k);
                    recorder.failure("kind " + k % 3);
                }
                done.countDown();
            });
        }
        AtomicReference<Double> seen = new AtomicReference<>(0.0);
        while (done.getCount() > 0) {
            clock.pass(1);
            recorder.tick().ifPresent(interval -> seen.updateAndGet(sum -> sum + interval.values().get("a")));
        }
        done.await();
        clock.pass(1);
        RunRecord record = finish();
        double all = (double) threads * each;
        assertThat(record.series("a").orElseThrow().total()).isEqualTo(all).isEqualTo(count.total());
        assertThat(seen.get()).isLessThanOrEqualTo(all);
        assertThat(record.failureCount()).isEqualTo(all);
        TimingSeries times = record.timing("c").orElseThrow();
        assertThat(times.whole().getTotalCount()).isEqualTo((long) all);
        assertThat(times.intervals().stream().mapToLong(IntervalTimes::count).sum()).isEqualTo((long) all);
        assertThat(times.between(0, record.timeline().size()).getTotalCount()).isEqualTo((long) all);
    }

    @Test
    void timesCountFromWhenTheyWereMeantToBegin() {
        Timing timing = recorder.timing("c", "Answered.");
        // One answer holds up a connection for a second; those planned each 10 ms meanwhile take no time themselves.
        long freed = clock.getAsLong() + SECOND.toNanos();
        for (int i = 0; i < 100; i++) {
            timing.record(clock.getAsLong() + i * 10_000_000L, freed);
        }
        clock.pass(1);
        recorder.tick();
        IntervalTimes times = finish().timing("c").orElseThrow().intervals().getFirst();
        assertThat(times.p50()).isBetween(495e3, 515e3);
        assertThat(times.max()).isBetween(999e3, 1001e3);
        assertThat(times.p90()).isBetween(895e3, 915e3);
    }

    @Test
    void timesBeyondTheScaleAreAtItsEnds() {
        Timing timing = recorder.timing("c", "Answered.");
        timing.record(100, 50);
        timing.record(0, Duration.ofHours(7).toNanos());
        clock.pass(1);
        Histogram whole = finish().timing("c").orElseThrow().whole();
        assertThat(whole.getTotalCount()).isEqualTo(2);
        assertThat(whole.getMinValue()).isZero();
        assertThat(whole.getMaxValue() / 1e9).isCloseTo(3600, within(4.0));
    }

    @Test
    void percentilesOfAnIntervalAreItsOwn() {
        Timing timing = recorder.timing("c", "Answered.");
        for (int i = 1; i <= 1000; i++) {
            timing.record(0, i * 1_000_000L);
        }
        clock.pass(1);
        recorder.tick();
        timing.record(0, 2_000);
        clock.pass(1);
        recorder.tick();
        List<IntervalTimes> times = finish().timing("c").orElseThrow().intervals();
        assertThat(times.getFirst().p50()).isCloseTo(500e3, within(1e3));
        assertThat(times.getFirst().p99()).isCloseTo(990e3, within(1e3));
        assertThat(times.getFirst().p999()).isCloseTo(999e3, within(1e3));
        assertThat(times.getLast().count()).isEqualTo(1);
        assertThat(times.getLast().max()).isCloseTo(2, within(0.1));
    }

    @Test
    void whatBeginsLateHasNoCountAndNoLevelBefore() {
        clock.pass(1);
        recorder.tick();
        recorder.count("a", "things", "Counted.").add(1);
        recorder.level("b", "devices", "Online.", () -> 2);
        recorder.timing("c", "Answered.");
        clock.pass(1);
        recorder.tick();
        assertThat(values("a")).containsExactly(0.0, 1.0);
        assertThat(values("b")).containsExactly(Double.NaN, 2.0);
        assertThat(finish().timing("c").orElseThrow().intervals()).containsExactly(IntervalTimes.NONE,
                IntervalTimes.NONE);
    }

    @Test
    void whatOthersCountIsTakenByWhatItGrows() {
        AtomicReference<Double> sum = new AtomicReference<>(100.0);
        recorder.counted("a", "s", "Processor time.", sum::get);
        sum.set(101.5);
        clock.pass(1);
        recorder.tick();
        sum.set(Double.NaN);
        clock.pass(1);
        recorder.tick();
        sum.set(104.0);
        clock.pass(1);
        recorder.tick();
        assertThat(values("a")).containsExactly(1.5, Double.NaN, 2.5);
    }

    @Test
    void aLevelThatFailsIsNotKnownAndEndsNothing() {
        AtomicBoolean fails = new AtomicBoolean(true);
        recorder.level("b", "devices", "Online.", () -> {
            if (fails.get()) {
                throw new IllegalStateException("not yet");
            }
            return 3;
        });
        clock.pass(1);
        assertThat(recorder.tick()).isPresent();
        fails.set(false);
        clock.pass(1);
        recorder.tick();
        assertThat(values("b")).containsExactly(Double.NaN, 3.0);
    }

    @Test
    void theSameNameIsTheSameThing() {
        Count count = recorder.count("a", "things", "Counted.");
        assertThat(recorder.count("a", "things", "Counted.")).isSameAs(count);
        assertThat(recorder.timing("c", "Answered.")).isSameAs(recorder.timing("c", "Answered."));
        assertThatThrownBy(() -> recorder.count("a", "others", "Counted.")).hasMessageContaining("name: a (expected");
        assertThatThrownBy(() -> recorder.level("a", "things", "Counted.", () -> 0)).hasMessageContaining("name: a");
        assertThatThrownBy(() -> recorder.timing("a", "Counted.")).hasMessageContaining("name: a");
        assertThatThrownBy(() -> recorder.count("c", "things", "Counted.")).hasMessageContaining("name: c");
    }

    @Test
    void onlySoManyKindsOfFailuresAreKeptApart() {
        IntStream.range(0, 1000).forEach(i -> recorder.failure("id " + i + " unknown"));
        recorder.failure("id 0 unknown");
        clock.pass(1);
        List<Series> failures = finish().failures();
        assertThat(failures).hasSize(Recorder.MOST_KINDS + 1);
        assertThat(finish().failureCount()).isEqualTo(1001);
        assertThat(failures.stream().collect(Collectors.toMap(Series::name, Series::total)))
                .containsEntry("other", 1000.0 - Recorder.MOST_KINDS).containsEntry("id 0 unknown", 2.0);
    }

    @Test
    void marksHaveTheirTimeAndLimitationsAreSaidOnce() {
        recorder.mark("begin");
        clock.pass(0.25);
        recorder.mark("a node is killed");
        recorder.limitation("It has no WebSocket.");
        recorder.limitation("It has no WebSocket.");
        clock.pass(1);
        assertThat(finish().marks()).containsExactly(new Mark(0, "begin"), new Mark(0.25, "a node is killed"));
        assertThat(finish().limitations()).containsExactly("It has no WebSocket.");
    }

    @Test
    void valuesOfSeveralIntervalsAreMeansOverTheirTime() {
        Count count = recorder.count("a", "things", "Counted.");
        List<Double> levels = new ArrayList<>(List.of(10.0, 40.0));
        recorder.level("b", "devices", "Online.", () -> levels.removeFirst());
        count.add(10);
        clock.pass(1);
        recorder.tick();
        count.add(30);
        clock.pass(2);
        recorder.finish(Records.info());
        RunRecord record = finish();
        assertThat(record.timeline().at(0.5)).isZero();
        assertThat(record.timeline().at(1)).isEqualTo(1);
        assertThat(record.series("a").orElseThrow().mean(record.timeline())).isCloseTo(40 / 3.0, within(1e-9));
        assertThat(record.series("a").orElseThrow().mean(record.timeline(), 1, 3)).isCloseTo(15, within(1e-9));
        assertThat(record.series("b").orElseThrow().most()).isEqualTo(40);
    }
}
