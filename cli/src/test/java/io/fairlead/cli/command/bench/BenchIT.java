package io.fairlead.cli.command.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.cli.command.FairleadCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The benchmarks themselves, very short: each starts a server as a process and drives it from another. */
@EnabledOnOs(OS.LINUX)
class BenchIT {
    @TempDir
    private Path directory;

    private record Ran(int exitCode, String said, String complained) {}

    private static Ran run(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = FairleadCommand.commandLine(Path.of("").toAbsolutePath(), Map.of());
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Ran(line.execute(arguments.toArray(String[]::new)), out.toString(), err.toString());
    }

    /** What the JSON says of the first target, by the benchmark's name. */
    private Map<String, JsonObject> measure(String... benchmark) throws Exception {
        Path report = directory.resolve("report.html");
        List<String> arguments = new ArrayList<>(List.of("bench"));
        arguments.addAll(List.of(benchmark));
        arguments.addAll(List.of("--rounds", "1", "--seconds", "0.5", "--warm-up", "0.2", "--report", report.toString(),
                "--directory", directory.toString()));
        Ran ran = run(arguments);
        assertThat(ran.exitCode()).as(ran.said() + ran.complained()).isZero();
        assertThat(report).content().contains("<svg", "Fairlead benchmarks");
        JsonObject root = JsonParser.parseString(Files.readString(directory.resolve("report.json"))).getAsJsonObject();
        return StreamSupport.stream(root.getAsJsonArray("scenarios").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .collect(Collectors.toMap(
                        scenario -> scenario.get("name").getAsString(),
                        scenario -> scenario.getAsJsonArray("targets").get(0).getAsJsonObject()
                                .getAsJsonObject("figures")));
    }

    private static double median(JsonObject figures, String key) {
        return figures.getAsJsonObject(key).get("median").getAsDouble();
    }

    @Test
    void greedyStreamsGoThroughARelayThatIsAProcessOfItsOwn() throws Exception {
        JsonObject figures = measure("relay-bulk", "--streams", "4").get("relay-bulk");
        assertThat(median(figures, "cpu_s_per_gb")).isPositive();
        assertThat(median(figures, "gb_per_s")).isPositive();
        assertThat(median(figures, "checked_mb")).isPositive();
        assertThat(median(figures, "server_busy_percent")).isPositive();
    }

    @Test
    void heartbeatsOfRegisteredDevicesAreAnswered() throws Exception {
        Map<String, JsonObject> scenarios = measure("heartbeats", "--devices", "300", "--rates", "0,500");
        assertThat(scenarios).containsOnlyKeys("heartbeats-flood", "heartbeats-500");
        assertThat(median(scenarios.get("heartbeats-flood"), "answers_per_s")).isPositive();
        assertThat(median(scenarios.get("heartbeats-500"), "answers_per_s")).isBetween(100.0, 1000.0);
        assertThat(median(scenarios.get("heartbeats-500"), "cpu_us_per_heartbeat")).isPositive();
    }

    @Test
    void devicesThatComeToANewServerAreRegisteredAndHeld() throws Exception {
        JsonObject figures = measure("devices", "--devices", "3000", "--heartbeats", "2").get("devices");
        assertThat(median(figures, "rss_mb")).isGreaterThan(10);
        assertThat(median(figures, "register_cpu_s")).isPositive();
        assertThat(median(figures, "register_cpu_us_per_device")).isPositive();
        assertThat(median(figures, "heartbeat_cpu_us")).isPositive();
    }

    @Test
    void devicesAreIntroducedOverConnectionsOfEitherKind() throws Exception {
        Map<String, JsonObject> scenarios = measure("punch-hole", "--devices", "40", "--in-flight", "4", "--ways",
                "fresh,kept");
        assertThat(scenarios).containsOnlyKeys("punch-hole-fresh", "punch-hole-fresh-paced", "punch-hole-kept",
                "punch-hole-kept-paced");
        scenarios.forEach((name, figures) -> {
            assertThat(median(figures, "introductions_per_s")).as(name).isPositive();
            assertThat(median(figures, "cpu_us_per_introduction")).as(name).isPositive();
            assertThat(median(figures, "delay_p99_us")).as(name).isPositive();
            assertThat(median(figures, "lost")).as(name).isZero();
        });
    }

    @Test
    void sessionsThatCarryNothingAreHeldByANewServerEachRound() throws Exception {
        JsonObject figures = measure("relay-idle", "--pairs", "300").get("relay-idle");
        assertThat(median(figures, "rss_after_mb")).isGreaterThan(10);
        assertThat(median(figures, "open_cpu_us_per_pair")).isPositive();
    }

    @Test
    void twoVariantsAreComparedInOneRun() throws Exception {
        Path report = directory.resolve("two.html");
        Ran ran = run(List.of("bench", "relay-messages", "--streams", "10", "--rounds", "1", "--seconds", "0.5",
                "--warm-up", "0", "--network", "here", "--variant", "one-loop=--io-threads 1 -Xmx200m", "--report",
                report.toString(), "--directory", directory.toString()));
        assertThat(ran.exitCode()).as(ran.said() + ran.complained()).isZero();
        assertThat(ran.said()).contains("one-loop", "CPU per message", "delay p99",
                "not in a private network namespace");
    }

    @Test
    void mistakesAreToldBeforeAnythingIsStarted() {
        assertThat(run(List.of("bench", "relay-bulk", "--streams", "0")))
                .satisfies(ran -> assertThat(ran.exitCode()).isEqualTo(2))
                .satisfies(ran -> assertThat(ran.complained()).contains("streams 0", "expected"));
        assertThat(run(List.of("bench", "punch-hole", "--ways", "thrown")).complained())
                .contains("'thrown'", "fresh, kept, refused");
        assertThat(run(List.of("bench", "punch-hole", "--devices", "0")))
                .satisfies(ran -> assertThat(ran.exitCode()).isEqualTo(2))
                .satisfies(ran -> assertThat(ran.complained()).contains("devices 0", "expected"));
        assertThat(run(List.of("bench", "devices", "--devices", "0")).complained()).contains("devices 0", "expected");
        assertThat(run(List.of("bench", "heartbeats", "--rounds", "0")).complained()).contains("--rounds: 0");
        assertThat(run(List.of("bench", "relay-idle", "--seconds", "0")).complained()).contains("--seconds: 0.0");
        assertThat(run(List.of("bench", "relay-bulk", "--network", "moon")).complained()).contains("'moon'");
        assertThat(run(List.of("bench", "relay-bulk", "--server-cores", "x")).complained()).contains("cores: 'x'");
        assertThat(run(List.of("bench", "relay-bulk", "--nice", "30")).complained()).contains("--nice: 30");
    }
}
