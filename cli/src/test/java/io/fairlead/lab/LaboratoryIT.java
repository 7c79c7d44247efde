package io.fairlead.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.lab.ConformanceSuite;
import io.fairlead.load.lab.Laboratory;
import io.fairlead.load.lab.Layout;
import io.fairlead.load.lab.NodeCommand;
import io.fairlead.load.lab.Service;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The conformance suite through a balancer's one address, {@code -Dlaboratory.runs} times in a row (1). Logs of nodes
 * and runs are in {@code target/laboratory}.
 */
class LaboratoryIT {
    private static final int RUNS = Integer.getInteger("laboratory.runs", 1);
    private static final Path DIRECTORY = Path.of("target", "laboratory");

    @BeforeAll
    static void needsNamespaces() {
        LaboratoryAssumption.check();
    }

    @Test
    void theSuitePassesThroughTheBalancerOfOneNode() throws Exception {
        try (Laboratory laboratory = Laboratory.start(
                new Layout.Standalone(List.of()), NodeCommand.ofThisJvm(), DIRECTORY.resolve("one"))) {
            passes(laboratory);
        }
    }

    @Test
    void theSuitePassesThroughTheOneAddressOfACluster() throws Exception {
        try (Laboratory laboratory = Laboratory.start(
                Layout.Cluster.of(3, 2), NodeCommand.ofThisJvm(), DIRECTORY.resolve("cluster"))) {
            assertThat(laboratory.balancer().nodes(Service.RENDEZVOUS)).hasSize(3);
            assertThat(laboratory.balancer().nodes(Service.RELAY)).hasSize(2);
            passes(laboratory);
            // Else it was no test of a cluster.
            for (String node : laboratory.balancer().nodes(Service.RENDEZVOUS)) {
                assertThat(laboratory.balancer().flows("tcp", node)).as("connections of " + node).isPositive();
            }
        }
    }

    private static void passes(Laboratory laboratory) throws Exception {
        ConformanceSuite suite = new ConformanceSuite(NodeCommand.ofThisJvm(), System.getProperty("java.class.path"));
        for (int run = 1; run <= RUNS; run++) {
            Path log = laboratory.directory().resolve("conformance-" + run + ".log");
            ConformanceSuite.Result result = suite.run(laboratory, log);
            assertThat(result.allPassed()).as("run %d of %d, %s", run, RUNS, result.report()).isTrue();
            // The console is on the nodes' loopback, where the suite is not.
            assertThat(result.report().lines().filter(line -> line.startsWith("SKIPPED")))
                    .allMatch(line -> line.contains("Section14ConsoleIT"));
        }
    }
}
