package io.fairlead.load.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.load.record.Count;
import io.fairlead.load.record.MachineInfo;
import io.fairlead.load.record.Recorder;
import io.fairlead.load.record.RunInfo;
import io.fairlead.load.record.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class CostFitTest {
    private static final int SECONDS = 120;

    /** Two rendezvous nodes that take 20 ms a second each, 5 µs for a heartbeat and 200 µs for an introduction. */
    private static RunRecord record() {
        AtomicLong now = new AtomicLong();
        Recorder recorder = new Recorder(now::get, Duration.ofSeconds(1));
        Count heartbeats = recorder.count("devices.heartbeats", "datagrams", "Heartbeats.");
        Count introductions = recorder.count("introductions.asked", "introductions", "Introductions.");
        double[] first = {0};
        recorder.counted("server.rendezvous1.cpu", "s", "Processor time.", () -> first[0]);
        double[] second = {0};
        recorder.counted("server.rendezvous2.cpu", "s", "Processor time.", () -> second[0]);
        double[] redis = {0};
        recorder.counted("server.redis.cpu", "s", "Processor time.", () -> redis[0]);
        Random random = new Random(3);
        for (int i = 0; i < SECONDS; i++) {
            int beats = random.nextInt(20_000);
            int asked = random.nextInt(50);
            heartbeats.add(beats);
            introductions.add(asked);
            first[0] += 0.02 + beats * 4e-6 + asked * 150e-6;
            second[0] += 0.02 + beats * 1e-6 + asked * 50e-6;
            redis[0] += 0.001 + asked * 30e-6;
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            recorder.tick();
        }
        return recorder.finish(new RunInfo("x", "X", 1, new RunInfo.Target("cluster", "here", ""), MachineInfo.here(),
                Instant.EPOCH, Map.of(), Map.of()));
    }

    @Test
    void whatAllServersOfARoleTookIsDividedAmongCauses() {
        RunRecord record = record();
        assertThat(CostFit.roles(record)).containsExactly("rendezvous", "redis");
        CostFit fit = CostFit.of(record, "rendezvous", 10, 5);
        assertThat(fit.processes()).isCloseTo(2, Percentage.withPercentage(0.1));
        assertThat(fit.seconds(Cause.SECOND)).isCloseTo(0.02, Percentage.withPercentage(0.1));
        assertThat(fit.seconds(Cause.HEARTBEAT)).isCloseTo(5e-6, Percentage.withPercentage(0.1));
        assertThat(fit.seconds(Cause.INTRODUCTION)).isCloseTo(200e-6, Percentage.withPercentage(0.1));
        assertThat(fit.seconds(Cause.MEGABYTE)).isZero();
        assertThat(CostFit.of(record, "redis", 0, 1).seconds(Cause.INTRODUCTION))
                .isCloseTo(30e-6, Percentage.withPercentage(0.1));
    }

    @Test
    void aRunThatIsTooShortIsRefused() {
        RunRecord record = record();
        assertThatThrownBy(() -> CostFit.of(record, "redis", 110, 5)).hasMessageContaining("intervals: 120 (expected");
    }
}
