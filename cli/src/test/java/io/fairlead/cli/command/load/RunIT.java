package io.fairlead.cli.command.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cli.command.Ran;
import io.fairlead.cli.run.TestServer;
import io.fairlead.load.record.Criterion;
import io.fairlead.load.record.RunRecord;
import io.fairlead.load.record.Series;
import io.fairlead.load.report.JsonRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios as users run them, with generators and servers in processes of their own. */
@EnabledOnOs(OS.LINUX)
class RunIT {
    private static final String SCENARIO = """
            name = short
            title = "A short one"
            duration = 20 s
            devices { udp = 150, tcp = 10, web-socket = 10 }
            present = [[0 s, 0], [3 s, 1]]
            introductions = [[5 s, 0], [6 s, 4], [14 s, 4], [14 s, 0]]
            sessions { most = 20, durations = 0.002, checked = 1 }
            """;

    @TempDir
    private Path directory;

    private RunRecord record(String name) throws Exception {
        return JsonRecord.read(directory.resolve("fairlead-load-" + name + ".json"));
    }

    @Test
    void aScenarioIsRunByTwoProcessesJudgedAndReported() throws Exception {
        Files.writeString(directory.resolve("short.conf"), SCENARIO + """
                events = [{ at = 16 s, restart = standalone }, { at = 17 s, kill = rendezvous7 }]
                require = [
                  { name = there, highest = devices.online, of = devices, at-least = 1 }
                  { name = introduced, amount = introductions.asked, at-least = 10 }
                  { name = carried, amount = sessions.started, at-least = 1 }
                  { name = impossible, amount = sessions.started, at-least = 1000000 }
                ]
                """);
        Ran ran = Ran.in(directory, "load", "run", "short.conf", "--processes", "2", "--seed", "7", "--directory", "d");
        assertThat(ran.exitCode()).as(ran.said() + ran.complained()).isEqualTo(1);
        assertThat(ran.said()).contains("A short one (20 s, 170 devices, seed 7)", "target: standalone",
                "devices online", "passed  there: 100 %", "FAILED  impossible:",
                "limit   kill rendezvous7: there is no rendezvous7");
        RunRecord record = record("short");
        assertThat(record.info().seed()).isEqualTo(7);
        assertThat(record.info().target().kind()).isEqualTo("standalone");
        assertThat(record.criteria()).extracting(Criterion::passed).containsExactly(true, true, true, false);
        assertThat(record.series("server.standalone.cpu").map(Series::total).orElse(0.0)).isPositive();
        assertThat(record.timing("introductions.answer").orElseThrow().whole().getTotalCount()).isGreaterThan(5);
        assertThat(record.marks()).extracting(mark -> mark.text()).contains("restart standalone",
                "restart standalone: done");
        assertThat(directory.resolve("fairlead-load-short.html")).content().contains("A short one", "introductions");
        Ran costs = Ran.in(directory, "load", "costs", "fairlead-load-short.json", "--from", "3", "--bin", "1");
        assertThat(costs.exitCode()).as(costs.complained()).isZero();
        assertThat(costs.said()).contains("A short one, from 3 s on", "standalone, ", "of what varies is explained",
                "heartbeat", "introduction");
        assertThat(Ran.in(directory, "load", "costs", "fairlead-load-short.json").complained())
                .contains("intervals: ", "expected: at least");
    }

    @Test
    void whichServersSoManyClientsNeedIsSaid() throws Exception {
        Ran ran = Ran.in(directory, "load", "capacity", "--devices", "100000", "--sessions", "2000");
        assertThat(ran.exitCode()).as(ran.complained()).isZero();
        assertThat(ran.said()).contains("100,000 devices", "Rendezvous nodes of 2 cores: 2", "Relays of 2 cores",
                "introduction p50");
        assertThat(Ran.in(directory, "load", "capacity", "--devices", "-1", "--sessions", "1").complained())
                .contains("devices: -1.0 (expected: at least 0.0)");
        assertThat(Ran.in(directory, "load", "capacity", "--devices", "1", "--sessions", "1", "--busy", "2")
                .complained()).contains("--busy: 2.0 (expected: 0.1..1)");
    }

    @Test
    void serversThatRunAlreadyAreLoadedAndNotTouched() throws Exception {
        Files.writeString(directory.resolve("short.conf"), SCENARIO + """
                events = [{ at = 10 s, kill = all }]
                require = [{ name = there, last = devices.online, of = devices, at-least = 1 }]
                """);
        try (TestServer server = TestServer.start(Files.createDirectory(directory.resolve("server")), Map.of())) {
            Ran ran = Ran.in(directory, "load", "run", "short.conf", "--target",
                    "127.0.0.1:" + server.target().port(), "--key", server.target().key(), "--pid",
                    "it=" + ProcessHandle.current().pid(), "-o", "report.html");
            assertThat(ran.exitCode()).as(ran.said() + ran.complained()).isZero();
            assertThat(ran.said()).contains("limit   kill all: servers that ran before are not touched")
                    .doesNotContain("cannot register");
            RunRecord record = JsonRecord.read(directory.resolve("report.json"));
            assertThat(record.info().target().kind()).isEqualTo("running");
            assertThat(record.series("server.it.memory").map(Series::most).orElse(0.0)).isPositive();
        }
    }

    @Test
    void whatCannotBeRunIsSaid() throws Exception {
        assertThat(Ran.in(directory, "load", "run", "nowhere.conf").complained())
                .contains("'nowhere.conf' (expected: a file, or one of steady-day, morning");
        Files.writeString(directory.resolve("wrong.conf"), "name = x\nduration = 1 s\nspeed = 5\n");
        Ran wrong = Ran.in(directory, "load", "run", "wrong.conf");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.complained()).contains("speed", "no such name").doesNotContain("\tat ");
        assertThat(Ran.in(directory, "load", "run", "abuse", "--scale", "0").complained()).contains("scale: 0.0");
        assertThat(Ran.in(directory, "load", "run", "abuse", "--target", "127.0.0.1", "--pid", "x").complained())
                .contains("--pid: 'x' (expected: NAME=NUMBER)");
        assertThat(Ran.in(directory, "load", "list").said()).contains("isp-flap", "a cluster");
    }
}
