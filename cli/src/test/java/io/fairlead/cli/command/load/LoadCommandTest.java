package io.fairlead.cli.command.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cli.command.FairleadCommand;
import io.fairlead.load.record.Count;
import io.fairlead.load.record.Criterion;
import io.fairlead.load.record.MachineInfo;
import io.fairlead.load.record.Recorder;
import io.fairlead.load.record.RunInfo;
import io.fairlead.load.record.Timing;
import io.fairlead.load.report.JsonRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Records that are compared and drawn from the command line. */
class LoadCommandTest {
    @TempDir
    private Path directory;

    private record Ran(int exitCode, String said, String complained) {}

    @BeforeEach
    void write() throws IOException {
        record("a.json", 10, true);
        record("b.json", 13, false);
    }

    private void record(String file, long millis, boolean passed) throws IOException {
        AtomicLong clock = new AtomicLong();
        Recorder recorder = new Recorder(clock::get, Duration.ofSeconds(1));
        Count beats = recorder.count("devices.heartbeats", "heartbeats", "Answered.");
        Timing timing = recorder.timing("devices.register", "Until the key is confirmed.");
        for (int i = 0; i < 3; i++) {
            beats.add(100);
            for (int k = 0; k < 100; k++) {
                timing.record(0, Duration.ofMillis(millis).toNanos());
            }
            clock.addAndGet(1_000_000_000L);
            recorder.tick();
        }
        RunInfo info = new RunInfo("steady day", "All is as always.", 1,
                new RunInfo.Target("standalone", "127.0.0.1", "one node"), MachineInfo.here(),
                Instant.parse("2026-11-29T06:00:00Z"), Map.of(), Map.of());
        JsonRecord.write(recorder.finish(info).judged(List.of(
                new Criterion("registered soon", "within 12 ms", millis + " ms", passed))), directory.resolve(file));
    }

    private Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = FairleadCommand.commandLine(directory, Map.of(), arguments);
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Ran(line.execute(arguments), out.toString(), err.toString());
    }

    @Test
    void comparesTwoRecordsAndSaysWhatIsWorse() {
        Ran ran = run("load", "compare", "a.json", "b.json");
        assertThat(ran.exitCode()).as(ran.complained()).isZero();
        assertThat(ran.said().lines())
                .anyMatch(line -> line.matches("\\s+p99\\s+10\\.0 ms\\s+13\\.0 ms\\s+1\\.30x"))
                .anyMatch(line -> line.matches("\\s+devices\\.heartbeats, mean, heartbeats/s\\s+100\\s+100\\s+1.*x"));
        Ran failed = run("load", "compare", "a.json", "b.json", "--fail-above", "1.10");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.said()).contains("devices.register, p99: 10.0 ms -> 13.0 ms, 1.30x",
                "criterion registered soon: passed, 10 ms -> failed, 13 ms");
        assertThat(run("load", "compare", "b.json", "a.json", "--fail-above", "1.10").exitCode()).isZero();
        assertThat(run("load", "compare", "a.json", "a.json", "--fail-above", "1.0").said())
                .contains("Nothing is more than 1.0 times worse.");
    }

    @Test
    void writesThePageOfBothAndThePageOfOne() {
        assertThat(run("load", "compare", "a.json", "b.json", "--html", "both.html").said())
                .contains("Written: " + directory.resolve("both.html"));
        assertThat(directory.resolve("both.html")).content().contains("steady day: A and B", "<svg");
        assertThat(run("load", "report", "a.json", "-o", "a.html").exitCode()).isZero();
        assertThat(directory.resolve("a.html")).content().contains("<h1>steady day</h1>", "<svg", "registered soon");
    }

    @Test
    void whatCannotBeReadOrWrittenIsNamed() throws IOException {
        assertThat(run("load", "compare", "a.json", "none.json")).satisfies(ran -> {
            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.complained()).contains("none.json: no such file");
        });
        Files.writeString(directory.resolve("c.json"),
                Files.readString(directory.resolve("a.json")).replace("\"format\": 1", "\"format\": 2"));
        assertThat(run("load", "report", "c.json", "-o", "c.html")).satisfies(ran -> {
            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.complained()).contains("c.json: format: 2 (expected: 1)");
        });
        assertThat(run("load", "report", "a.json", "-o", "nowhere/a.html").complained())
                .contains("nowhere/a.html: no such file or directory");
        assertThat(run("load", "compare", "a.json", "b.json", "--fail-above", "0")).satisfies(ran -> {
            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.complained()).contains("--fail-above: 0.0 (expected: more than 0");
        });
        assertThat(run("load", "report", "a.json").complained()).contains("-o");
        assertThat(run("load").exitCode()).isEqualTo(2);
    }
}
