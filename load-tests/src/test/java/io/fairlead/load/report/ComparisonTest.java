package io.fairlead.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.load.record.Criterion;
import io.fairlead.load.record.MachineInfo;
import io.fairlead.load.record.Recorder;
import io.fairlead.load.record.RunInfo;
import io.fairlead.load.record.RunRecord;
import io.fairlead.load.record.Timing;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Two runs beside each other. */
class ComparisonTest {
    private final RunRecord a = Samples.storm(1, 60, 1);
    private final RunRecord b = Samples.storm(1, 60, 1.3);

    private static RunInfo info(long seed, int cores, String sessions) {
        return new RunInfo("steady day", "", seed, new RunInfo.Target("standalone", "127.0.0.1", "one node"),
                new MachineInfo(cores, "P", "16 GB", "Linux", "Java"), Instant.parse("2026-11-29T06:00:00Z"),
                Map.of("sessions", sessions), Map.of("fairlead", "0.1"));
    }

    private static RunRecord run(RunInfo info, int seconds, BiConsumer<Recorder, Integer> load) {
        AtomicLong clock = new AtomicLong();
        Recorder recorder = new Recorder(clock::get, Duration.ofSeconds(1));
        for (int i = 0; i < seconds; i++) {
            load.accept(recorder, i);
            clock.addAndGet(1_000_000_000L);
            recorder.tick();
        }
        return recorder.finish(info);
    }

    private static Comparison.Row row(Comparison comparison, String group, String name) {
        return comparison.groups().stream().filter(each -> each.title().equals(group))
                .flatMap(each -> each.rows().stream()).filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " of " + group));
    }

    @Test
    void ratiosAreOfBToA() {
        Comparison comparison = Comparison.of(a, b);
        assertThat(row(comparison, "devices.register", "p50")).satisfies(p50 -> {
            assertThat(p50.ratio().orElseThrow()).isCloseTo(1.3, within(0.01));
            assertThat(p50.cost()).isTrue();
            assertThat(p50.isWorse(1.1)).isTrue();
            assertThat(p50.isWorse(1.4)).isFalse();
        });
        assertThat(row(comparison, "servers", "rendezvous-1, processor time").ratio().orElseThrow())
                .isCloseTo(1.3, within(0.03));
        assertThat(row(comparison, "servers", "relay.example.org, memory, most").ratio()).hasValue(1);
        assertThat(row(comparison, "rates and levels", "devices.heartbeats, mean").cost()).isFalse();
        assertThat(row(comparison, "failures", "all").ratio().orElseThrow()).isGreaterThan(1);
        assertThat(Comparison.of(b, a).groups()).hasSameSizeAs(comparison.groups());
        assertThat(row(Comparison.of(b, a), "devices.register", "p50").ratio().orElseThrow())
                .isCloseTo(1 / 1.3, within(0.01));
    }

    @Test
    void whatHasBecomeWorseIsListedAndChanceIsNot() {
        assertThat(Comparison.of(a, a).worse(1.0)).isEmpty();
        List<String> worse = Comparison.of(a, b).worse(1.1);
        assertThat(worse).anyMatch(line -> line.startsWith("devices.register, p99: "))
                .anyMatch(line -> line.startsWith("servers, rendezvous-1, memory, most: "))
                .anyMatch(line -> line.startsWith("criterion failures ") && line.contains("passed, 1.3 % -> failed"))
                .noneMatch(line -> line.contains("max") || line.contains("p99.9") || line.startsWith("generator"));
        assertThat(Comparison.of(b, a).worse(1.1)).isEmpty();
    }

    @Test
    void aPercentileOfTooFewTimesIsNoCost() {
        BiConsumer<Recorder, Integer> load = (recorder, i) -> {
            Timing timing = recorder.timing("answer", "");
            for (int k = 0; k < 20; k++) {
                timing.record(0, 1_000_000);
            }
        };
        Comparison comparison = Comparison.of(run(info(1, 2, "5"), 2, load), run(info(1, 2, "5"), 2, load));
        assertThat(row(comparison, "answer", "p90").cost()).isTrue();
        assertThat(row(comparison, "answer", "p99").cost()).as("of 40").isFalse();
    }

    @Test
    void failuresThatAreNewAreWorseByAnyFactor() {
        RunRecord well = run(info(1, 2, "5"), 3, (recorder, i) -> recorder.count("a", "things", "").add(1));
        RunRecord ill = run(info(1, 2, "5"), 3, (recorder, i) -> {
            recorder.count("a", "things", "").add(1);
            recorder.failure("refused");
        });
        Comparison comparison = Comparison.of(well, ill);
        assertThat(row(comparison, "failures", "all").ratio()).hasValue(Double.POSITIVE_INFINITY);
        assertThat(comparison.worse(1000)).containsExactly("failures, all: 0 -> 1, new");
        assertThat(row(comparison, "failures", "refused").b()).isEqualTo(1);
        assertThat(ComparisonText.of(comparison)).containsPattern("refused, 1/s +0 +1 +new");
        assertThat(Comparison.of(well, well).worse(1)).isEmpty();
        assertThat(row(Comparison.of(ill, well), "failures", "all").ratio()).hasValue(0);
    }

    @Test
    void whatMakesTheComparisonUnfairIsSaid() {
        RunRecord one = run(info(1, 2, "500"), 10, (recorder, i) -> {
            recorder.count("a.beats", "beats", "").add(100);
            recorder.count("a.old", "things", "").add(1);
        });
        RunRecord two = run(info(9, 4, "700"), 14, (recorder, i) -> {
            recorder.count("a.beats", "beats", "").add(80);
            recorder.timing("a.fresh", "");
        });
        assertThat(Comparison.of(one, two).differences()).contains("seed: 1 / 9", "generator's cores: 2 / 4",
                "option sessions: 500 / 700", "length: 10 s / 14 s", "work: a.beats 100 / 80, in beats/s",
                "only A has: a.old", "only B has: a.fresh",
                "A: Nobody watched the generator: whether it was the limit is not known.");
        assertThat(ComparisonText.of(Comparison.of(one, two))).contains("may be unfair", "  ! seed: 1 / 9");
        assertThat(Comparison.of(one, one).differences()).noneMatch(line -> !line.contains("Nobody watched"));
    }

    @Test
    void criteriaOfEitherAreShown() {
        RunRecord plain = run(info(1, 2, "5"), 2, (recorder, i) -> recorder.count("a", "things", "").add(1));
        RunRecord one = plain.judged(List.of(new Criterion("soon", "1 s", "0.5 s", true),
                new Criterion("gone", "x", "y", false)));
        RunRecord two = plain.judged(List.of(new Criterion("soon", "1 s", "2 s", false),
                new Criterion("fresh", "x", "z", false)));
        assertThat(Comparison.of(one, two).criteria()).containsExactly(
                new Comparison.Judged("soon", "passed, 0.5 s", "failed, 2 s", true),
                new Comparison.Judged("gone", "failed, y", "not judged", false),
                new Comparison.Judged("fresh", "not judged", "failed, z", false));
        assertThat(Comparison.of(one, two).worse(9)).containsExactly("criterion soon: passed, 0.5 s -> failed, 2 s");
    }

    @Test
    void thePageHasThePlotsOfBoth() throws Exception {
        String html = ComparisonPage.of(Comparison.of(a, Samples.storm(2, 45, 1.3)));
        Document page = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(html)));
        assertThat(html.replace("http://www.w3.org/1999/xhtml", "")).doesNotContain("http:", "src=", "alert(\"");
        assertThat(page.getElementsByTagName("script").getLength()).isEqualTo(1);
        // 6 of activity, 2 of each of 3 timings, 6 of servers, 1 of failures, 4 of the generator.
        assertThat(page.getElementsByTagName("figure").getLength()).isEqualTo(6 + 6 + 6 + 1 + 4);
        assertThat(html).contains("A p50", "B p99", "seed: 1 / 2", "1 devices come", "A: rendezvous-2 is killed",
                "B: rendezvous-2 is killed");
    }

    @Test
    void whatWouldMoveTheCursorIsNotPrinted() {
        RunRecord hostile = run(new RunInfo("a\u001b[2Jb\nc", "", 1, new RunInfo.Target("k", "h", "d"),
                MachineInfo.here(), Instant.EPOCH, Map.of(), Map.of()), 2,
                (recorder, i) -> recorder.failure("\u001b[31m"));
        String text = ComparisonText.of(Comparison.of(hostile, hostile));
        assertThat(text).doesNotContain("\u001b").contains("A: a [2Jb c, k h");
    }
}
