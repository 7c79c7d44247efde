package io.fairlead.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.record.Count;
import io.fairlead.load.record.Criterion;
import io.fairlead.load.record.MachineInfo;
import io.fairlead.load.record.Recorder;
import io.fairlead.load.record.RunInfo;
import io.fairlead.load.record.RunRecord;
import io.fairlead.load.record.Timing;
import io.fairlead.load.scenario.Requirement.Measure;
import io.fairlead.load.scenario.Requirement.Which;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequirementTest {
    private static final double END = Double.POSITIVE_INFINITY;

    /** Ten seconds: asked 10 a second; in the sixth second answers are slow and 2 fail; devices go 100, 50, 100. */
    private static RunRecord run() {
        AtomicLong clock = new AtomicLong();
        AtomicLong devices = new AtomicLong(100);
        Recorder recorder = new Recorder(clock::get, Duration.ofSeconds(1));
        Count asked = recorder.count("asked", "introductions", "");
        Timing answer = recorder.timing("answer", "");
        recorder.level("devices.online", "devices", "", devices::get);
        for (int second = 0; second < 10; second++) {
            asked.add(10);
            answer.record(0, TimeUnit.MILLISECONDS.toNanos(second == 5 ? 3000 : 20));
            if (second == 5) {
                recorder.failure("introduction: offline");
                recorder.failure("session: cut");
            }
            devices.set(second == 5 ? 50 : 100);
            clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
            assertThat(recorder.tick()).isPresent();
        }
        return recorder.finish(new RunInfo("", "", 1, new RunInfo.Target("", "", ""),
                new MachineInfo(1, "", "", "", ""), Instant.EPOCH, Map.of(), Map.of()));
    }

    private static Criterion judged(Measure measure, double from, double to, Double least, Double most) {
        return new Requirement("it", measure, from, to, Optional.ofNullable(least), Optional.ofNullable(most))
                .judge(run(), 200);
    }

    @Test
    void timesAreLookedAtInTheirPartOfTheRun() {
        Measure slowest = new Measure.Time("answer", 100);
        assertThat(judged(slowest, 0, END, null, 1.0).passed()).isFalse();
        assertThat(judged(slowest, 0, 5, null, 1.0).passed()).isTrue();
        assertThat(judged(slowest, 6, END, null, 1.0)).isEqualTo(
                new Criterion("it", "at most 1 s from 6 s to the end", "20.05 ms", true));
        assertThat(judged(new Measure.Time("answer", 50), 0, END, null, 1.0).passed()).isTrue();
    }

    @Test
    void countsAndFailuresAreAddedAndDivided() {
        assertThat(judged(new Measure.Amount(List.of("asked"), Optional.empty()), 0, END, 100.0, 100.0)).isEqualTo(
                new Criterion("it", "at least 100, at most 100", "100", true));
        assertThat(judged(new Measure.Amount(List.of("asked"), Optional.empty()), 2, 5, null, 30.0).passed()).isTrue();
        assertThat(judged(new Measure.Failures("", Optional.of("asked")), 0, END, null, 0.01)).isEqualTo(
                new Criterion("it", "at most 1 %", "2 %", false));
        assertThat(judged(new Measure.Failures("session", Optional.of("asked")), 0, END, null, 0.01).passed())
                .isTrue();
        assertThat(judged(new Measure.Failures("", Optional.empty()), 6, END, null, 0.0).passed()).isTrue();
    }

    @Test
    void levelsAreLookedAtAtTheEndAndAtTheirExtremes() {
        assertThat(judged(new Measure.Level("devices.online", Which.LAST, true), 0, END, 0.5, null)).isEqualTo(
                new Criterion("it", "at least 50 %", "50 %", true));
        assertThat(judged(new Measure.Level("devices.online", Which.LOWEST, false), 0, END, 60.0, null).passed())
                .isFalse();
        assertThat(judged(new Measure.Level("devices.online", Which.LOWEST, false), 6, END, 60.0, null).passed())
                .isTrue();
        assertThat(judged(new Measure.Level("devices.online", Which.HIGHEST, false), 0, END, null, 99.0).passed())
                .isFalse();
    }

    @Test
    void whatWasNotRecordedDoesNotPass() {
        assertThat(judged(new Measure.Time("nothing", 99), 0, END, null, 1.0)).isEqualTo(
                new Criterion("it", "at most 1 s", "nothing", false));
        assertThat(judged(new Measure.Amount(List.of("nothing"), Optional.empty()), 0, END, null, 1.0).passed())
                .isFalse();
        assertThat(judged(new Measure.Failures("", Optional.of("nothing")), 0, END, null, 1.0).passed()).isFalse();
        assertThat(judged(new Measure.Level("nothing", Which.LAST, false), 0, END, null, 1.0).passed()).isFalse();
    }
}
