package io.fairlead.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.fairlead.protocol");

    @Test
    void cryptoKnowsNoSockets() {
        noClasses().that().resideInAPackage("..crypto..")
                .should().dependOnClassesThat().resideInAPackage("io.netty..")
                .because("keys are used by programs without an event loop too")
                .check(classes);
    }

    @Test
    void theProtocolWritesNoLog() {
        noClasses().should().dependOnClassesThat().resideInAPackage("org.slf4j..")
                .because("what is to be told of bad input is the nodes' decision")
                .check(classes);
    }

    @Test
    void onlySocketsKnowTheKindOfTransport() {
        noClasses().that().resideOutsideOfPackage("..net..")
                .should().dependOnClassesThat().resideInAnyPackage("io.netty.channel.epoll..", "io.netty.channel.nio..")
                .because("codecs run on any transport, and in tests on none")
                .check(classes);
    }
}
