package io.fairlead.load.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.load.bench.Sources;
import io.fairlead.load.client.Target;
import io.fairlead.load.fleet.FleetPlan;
import io.fairlead.load.scenario.Lack;
import io.fairlead.load.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioFilesTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("io.fairlead.load.run.ScenarioFiles#names")
    void eachScenarioThatComesAlongCanBeReadDemandsSomethingAndEndsAfterItsEvents(String name) throws Exception {
        Scenario scenario = ScenarioFiles.known(name);
        assertThat(scenario.name()).isEqualTo(name);
        assertThat(scenario.description()).isNotEmpty();
        assertThat(scenario.requirements()).isNotEmpty();
        assertThat(scenario.events()).allMatch(event -> event.second() < scenario.duration().toSeconds());
        assertThat(ScenarioFiles.find(name, directory, directory)).isRegularFile();
    }

    @Test
    void aFileOfTheUserGoesBeforeWhatComesAlong() throws Exception {
        Path own = Files.writeString(directory.resolve("abuse"), "mine");
        assertThat(ScenarioFiles.find("abuse", directory, directory)).isEqualTo(own);
        assertThatThrownBy(() -> ScenarioFiles.find("none", directory, directory))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'none' (expected: a file, or");
    }

    @Test
    void processesShareAllDevicesAndAPlanGoesThroughACommandLine() throws Exception {
        Path file = Files.writeString(directory.resolve("x.conf"),
                "name = x\nduration = 1 s\ndevices { udp = 1000, tcp = 100, web-socket = 7 }\nsessions.most = 10\n");
        int next = 0;
        int sessions = 0;
        for (int process = 0; process < 3; process++) {
            GeneratorPlan plan = new GeneratorPlan(file, 1, 5, new Target("127.0.0.1", 1, "key"), Sources.LOOPBACK,
                    process, 3, Instant.EPOCH, directory.resolve("r"), Set.of());
            assertThat(GeneratorPlan.of(plan.words())).isEqualTo(plan);
            FleetPlan fleet = plan.fleet(plan.scenario());
            assertThat(fleet.firstDevice()).isEqualTo(next);
            next += fleet.devices();
            sessions += plan.sessions(plan.scenario());
        }
        assertThat(next).isEqualTo(1107);
        assertThat(sessions).isEqualTo(10);
    }

    @Test
    void aPlanDoesWithoutWhatServersLack() throws Exception {
        Path file = Files.writeString(directory.resolve("x.conf"),
                "name = x\nduration = 1 s\ndevices { udp = 1000, tcp = 100, web-socket = 7 }\nlists = 5\n");
        GeneratorPlan plan = new GeneratorPlan(file, 1, 5, new Target("127.0.0.1", 1, "key"), Sources.LOOPBACK, 0, 1,
                Instant.EPOCH, directory.resolve("r"), Set.of(Lack.TCP_DEVICES, Lack.LISTS));
        assertThat(GeneratorPlan.of(plan.words())).isEqualTo(plan);
        assertThat(plan.scenario().devices()).isEqualTo(new Scenario.Devices(1100, 0, 7, 4, 0.2));
        assertThat(plan.scenario().lists().most()).isZero();
    }
}
