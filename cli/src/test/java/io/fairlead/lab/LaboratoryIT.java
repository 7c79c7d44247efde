package io.fairlead.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.lab.ConformanceSuite;
import io.fairlead.load.lab.Laboratory;
import io.fairlead.load.lab.Layout;
import io.fairlead.load.lab.NodeCommand;
import io.fairlead.protocol.message.RegisterPeer;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.TestNatRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The laboratory with one node behind its balancer: what it does to packets, and the suite through the one address. */
class LaboratoryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int RUNS = Integer.getInteger("laboratory.runs", 1);
    private static final InetAddress CLIENT = InetAddress.ofLiteral("10.77.2.7");

    private static Laboratory laboratory;

    @BeforeAll
    static void build() throws Exception {
        LaboratoryAssumption.check();
        laboratory = Laboratory.start(
                new Layout.Standalone(List.of()), NodeCommand.ofThisJvm(), Path.of("target", "laboratory", "one"));
    }

    @AfterAll
    static void remove() {
        if (laboratory != null) {
            laboratory.close();
        }
    }

    private static RendezvousMessage natTest() {
        return RendezvousMessage.newBuilder().setTestNatRequest(TestNatRequest.getDefaultInstance()).build();
    }

    @Test
    void theSuitePassesThroughTheOneAddress() throws Exception {
        ConformanceSuite suite = new ConformanceSuite(
                NodeCommand.ofThisJvm(), System.getProperty("java.class.path"));
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
