package io.fairlead.load.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What real processes are recorded to have taken. */
@EnabledOnOs(OS.LINUX)
class WatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Recorder recorder = new Recorder(System::nanoTime, Duration.ofMillis(50));

    private static Process started(String script) throws IOException {
        return new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
    }

    private double total(String name) {
        return recorder.finish(Records.info()).series(name).orElseThrow().total();
    }

    private void await(String name, double least) {
        AtomicLong hundredths = new AtomicLong();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            recorder.tick().ifPresent(interval -> {
                double value = interval.level(name);
                hundredths.addAndGet(Double.isNaN(value) ? 0 : (long) (value * 100));
            });
            return hundredths.get() >= least * 100;
        });
    }

    @Test
    void theGeneratorTellsWhatItTookAndHowLateItWas() {
        try (GeneratorWatch watch = new GeneratorWatch(recorder)) {
            watch.late(0, 3_000_000);
            watch.dropped(2);
            Awaitility.await().atMost(PATIENCE).until(() -> {
                recorder.tick();
                return recorder.second() > 0.5;
            });
        }
        RunRecord record = recorder.finish(Records.info());
        assertThat(record.timing(Names.LATENESS).orElseThrow().whole().getTotalCount()).isOne();
        // Planned each 10 ms, missed ones included.
        assertThat(record.timing(Names.WAKE_UP).orElseThrow().whole().getTotalCount())
                .isBetween((long) (record.timeline().length() * 90), (long) (record.timeline().length() * 101));
        assertThat(record.series(Names.DROPPED).orElseThrow().total()).isEqualTo(2);
        assertThat(record.series(Names.GENERATOR_CPU).orElseThrow().total()).isPositive();
        assertThat(record.series(Names.GENERATOR_SHARE).orElseThrow().most()).isBetween(0.0, 1.5);
        assertThat(record.saturation().watched()).isTrue();
    }

    @Test
    void aServerIsKnownByItsProcessorTimeMemoryAndDescriptors() throws Exception {
        Process busy = started("while :; do :; done");
        try {
            new ProcessWatch(recorder).watch("relay", busy.pid());
            await("server.relay.cpu", 0.05);
        } finally {
            busy.destroyForcibly();
        }
        RunRecord record = recorder.finish(Records.info());
        assertThat(total("server.relay.cpu")).isBetween(0.05, record.timeline().length() + 0.1);
        assertThat(record.series("server.relay.memory").orElseThrow().most()).isBetween(0.1, 100.0);
        assertThat(record.series("server.relay.descriptors").orElseThrow().most()).isBetween(2.0, 30.0);
        assertThat(record.series("server.relay.threads").orElseThrow().most()).isOne();
        assertThat(record.limitations()).isEmpty();
    }

    @Test
    void aServerThatIsReplacedIsFollowedAndItsEndIsMarked() throws Exception {
        ProcessWatch watch = new ProcessWatch(recorder);
        Process first = started("read line");
        watch.watch("relay", first.pid());
        await("server.relay.threads", 1);
        first.destroyForcibly().waitFor();
        Awaitility.await().atMost(PATIENCE).until(() -> recorder.tick()
                .filter(interval -> Double.isNaN(interval.level("server.relay.memory"))).isPresent());
        Process second = started("while :; do :; done");
        try {
            watch.watch("relay", second.pid());
            await("server.relay.cpu", 0.03);
        } finally {
            second.destroyForcibly();
        }
        RunRecord record = recorder.finish(Records.info());
        assertThat(record.marks()).extracting(Mark::text).first().asString()
                .isEqualTo("relay: process " + first.pid() + " is gone");
        assertThat(record.series("server.relay.cpu").orElseThrow().values()).contains(Double.NaN);
        assertThat(record.limitations()).isEmpty();
    }

    @Test
    void aProcessThatDoesNotExistIsSaidAndNothingElseIsLost() {
        Count count = recorder.count("a", "things", "Counted.");
        new ProcessWatch(recorder).watch("relay", 999_999_999);
        count.add(1);
        Awaitility.await().atMost(PATIENCE).until(() -> recorder.tick().isPresent());
        assertThat(total("a")).isEqualTo(1);
        assertThat(total("server.relay.cpu")).isZero();
        assertThat(recorder.finish(Records.info()).limitations()).singleElement().asString()
                .contains("processor time and memory of relay", "999999999");
    }
}
