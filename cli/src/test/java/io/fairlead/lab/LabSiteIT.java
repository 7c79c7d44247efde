package io.fairlead.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.load.lab.NodeCommand;
import io.fairlead.load.run.LabSite;
import io.fairlead.load.scenario.Action;
import io.fairlead.load.scenario.Action.Deed;
import io.fairlead.load.scenario.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scenario can do to the cluster that was started for it. */
class LabSiteIT {
    @TempDir
    private Path directory;

    private static void act(LabSite site, Deed what, String server) throws IOException {
        site.act(new Action.Server(what, server));
    }

    private static boolean lives(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    @Test
    void itsServersAreKilledStoppedAndStartedByName() throws Exception {
        LaboratoryAssumption.check();
        Map<String, Long> last;
        try (LabSite site = new LabSite(
                new Scenario.Servers(2, 1, List.of()), NodeCommand.ofThisJvm(), List.of(), directory)) {
            assertThat(site.description()).startsWith("2 rendezvous nodes and 1 relay");
            Map<String, Long> first = site.processes();
            assertThat(first).containsOnlyKeys("rendezvous1", "rendezvous2", "relay1", "redis");
            assertThat(first.values()).allMatch(LabSiteIT::lives);

            act(site, Deed.KILL, "rendezvous1");
            assertThat(lives(first.get("rendezvous1"))).isFalse();
            assertThat(site.processes()).containsOnlyKeys("rendezvous2", "relay1", "redis");
            act(site, Deed.START, "rendezvous1");
            act(site, Deed.RESTART, "relay");
            act(site, Deed.RESTART, "redis");
            Map<String, Long> then = site.processes();
            assertThat(then).containsOnlyKeys(first.keySet().toArray(new String[0]));
            assertThat(then.get("rendezvous2")).isEqualTo(first.get("rendezvous2"));
            assertThat(List.of("rendezvous1", "relay1", "redis"))
                    .allSatisfy(name -> assertThat(then.get(name)).isNotEqualTo(first.get(name)));
            assertThatThrownBy(() -> act(site, Deed.STOP, "rendezvous3"))
                    .hasMessage("there is no rendezvous3 (expected: all, rendezvous, relay, redis, rendezvous1,"
                            + " rendezvous2, relay1)");

            reachesItsTargetFromWhereClientsAre(site);
            last = then;
        }
        assertThat(last.values()).noneMatch(LabSiteIT::lives);
    }

    private static void reachesItsTargetFromWhereClientsAre(LabSite site) throws Exception {
        List<String> line = new ArrayList<>(site.prefix());
        line.addAll(List.of("timeout", "10", "bash", "-c",
                "exec 3<>/dev/tcp/" + site.target().host() + "/" + site.target().port()));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isZero();
    }
}
