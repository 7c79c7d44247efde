package io.fairlead.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between modules and stages, for all modules: this is the only one that sees them all. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.fairlead");

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "protocol; cluster,metrics,rendezvous,relay,load,cli; everything else stands on it",
            "cluster; metrics,rendezvous,relay,load,cli; nodes use ports, ports know no node",
            "metrics; protocol,cluster,rendezvous,relay,load,cli; any process can use it",
            "audit; protocol,cluster,rendezvous,relay,load,cli; any process can use it",
            "rendezvous; relay,load,cli; each kind of node runs without the other",
            "relay; rendezvous,load,cli; each kind of node runs without the other",
            "load; cluster,metrics,rendezvous,relay,cli; it drives any server, over sockets",
            "load.page; load.record,load.report,load.bench,load.client; pages know not what they show",
            "load.record; load.page,load.report,load.client,load.lab,load.swarm; whoever makes load counts into it",
            "load.report; load.bench,load.client,load.lab,load.swarm; it draws records, also those of other machines"
    })
    void modulesDependOneWay(String module, String others, String reason) {
        String[] forbidden = others.split(",");
        for (int i = 0; i < forbidden.length; i++) {
            forbidden[i] = "io.fairlead." + forbidden[i] + "..";
        }
        noClasses().that().resideInAPackage("io.fairlead." + module + "..")
                .should().dependOnClassesThat().resideInAnyPackage(forbidden)
                .because(reason)
                .check(CLASSES);
    }

    @Test
    void whatIsDecidedKnowsNoSockets() {
        noClasses().that().resideInAnyPackage(
                "io.fairlead.rendezvous.registration..", "io.fairlead.rendezvous.connect..",
                "io.fairlead.rendezvous.query..", "io.fairlead.rendezvous.limit..",
                "io.fairlead.rendezvous.session..", "io.fairlead.rendezvous.network..",
                "io.fairlead.relay.limit..")
                .should().dependOnClassesThat().resideInAPackage("io.netty..")
                .because("decisions are tested, and reused in a cluster, without sockets")
                .check(CLASSES);
    }

    @Test
    void trafficIsPlannedWithoutSocketsAndClocks() {
        noClasses().that().resideInAPackage("io.fairlead.load.traffic..")
                .should().dependOnClassesThat().resideInAnyPackage(
                        "io.fairlead.load.stream..", "io.fairlead.load.bench..", "io.fairlead.load.client..",
                        "io.netty..", "java.net..", "java.lang.foreign..", "java.time..")
                .because("equal seeds give equal sessions, whatever the machine does")
                .check(CLASSES);
        noClasses().that().resideInAPackage("io.fairlead.load.stream..")
                .should().dependOnClassesThat().resideInAnyPackage(
                        "io.fairlead.load.record..", "io.fairlead.load.fleet..", "io.fairlead.load.scenario..",
                        "io.fairlead.load.bench.drive..")
                .because("scenarios use streams, and streams tell StreamEvents alone")
                .check(CLASSES);
    }

    @Test
    void scenariosAreValues() {
        noClasses().that().resideInAPackage("io.fairlead.load.scenario..")
                .should().dependOnClassesThat().resideInAnyPackage("io.netty..", "java.net..",
                        "io.fairlead.load.run..", "io.fairlead.load.stream..", "io.fairlead.load.lab..")
                .because("what a run consists of is read and judged without one")
                .check(CLASSES);
    }

    @Test
    void nodesKnowNoStore() {
        noClasses().that().resideInAnyPackage("io.fairlead.rendezvous..", "io.fairlead.relay..")
                .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "org.sqlite..")
                .because("what is remembered is behind the ports of the cluster module")
                .check(CLASSES);
    }

    @Test
    void mainIsShort() throws Exception {
        Assertions.assertThat(Files.readAllLines(
                Path.of("src/main/java/io/fairlead/cli/Main.java")))
                .hasSizeLessThanOrEqualTo(40);
    }
}
