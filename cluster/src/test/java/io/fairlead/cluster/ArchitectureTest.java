package io.fairlead.cluster;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> PORT = describe(
            "public interfaces, their records and outcomes, and OpaqueBytes",
            type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                    && !isShared(type)
                    && (type.isInterface() || type.isRecord() || type.isEnum()
                            || type.isEquivalentTo(OpaqueBytes.class)));

    /** The adapters for several nodes have packages of their own, as those of all ports share a connection. */
    private static boolean isShared(JavaClass type) {
        return type.getPackageName().startsWith("io.fairlead.cluster.redis")
                || type.getPackageName().startsWith("io.fairlead.cluster.membership");
    }

    private final JavaClasses module = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.fairlead.cluster");

    @Test
    void portsSpeakTheDomainsWords() {
        classes().that(PORT).should().onlyDependOnClassesThat()
                .resideInAnyPackage("java.lang..", "java.util..", "java.net", "java.time", "java.security",
                        "io.fairlead.cluster..")
                .because("an adapter can only be exchanged when no type of a store, of a network library or of the"
                        + " wire stands in a port")
                .check(module);
    }

    @Test
    void portsDoNotKnowTheirAdapters() {
        noClasses().that(PORT).should().dependOnClassesThat().haveNameMatching(
                ".*\\.(Embedded(?!Options).*|Local(?!Endpoint).*|Configured.*|Redis.*|Pekko.*|Sqlite.*"
                        + "|Identity[TW].*|.*Watch)")
                .because("adapters are chosen where a node is put together, nowhere else").check(module);
    }

    /** The adapters that keep their data in files; what they are made of is not public. */
    private static boolean knowsSqlite(JavaClass type) {
        String adapter = type.getName().replaceAll("\\$.*", "");
        boolean named = Set.of(
                "io.fairlead.cluster.peer.EmbeddedPeerRegistry",
                "io.fairlead.cluster.peer.DatabaseCopy",
                "io.fairlead.cluster.peer.IdentityList",
                "io.fairlead.cluster.peer.IdentityFile",
                "io.fairlead.cluster.redis.IdentityTransfer",
                "io.fairlead.cluster.enrolment.EnrolmentFile").contains(adapter);
        return named || type.getPackageName().equals("io.fairlead.cluster.peer")
                && !type.getModifiers().contains(JavaModifier.PUBLIC);
    }

    @Test
    void onlyAdaptersThatKeepFilesKnowSqlite() {
        noClasses()
                .that(describe("are no adapters that keep files", type -> !knowsSqlite(type)))
                .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..")
                .because("how something is kept is one adapter's business; the others must work without SQLite")
                .check(module);
    }

    @Test
    void onlyTheAdaptersForSeveralNodesKnowRedisAndPekko() {
        noClasses()
                .that(describe("are no adapters for several nodes", type -> !isShared(type)))
                .should().dependOnClassesThat().resideInAnyPackage("io.lettuce..", "org.apache.pekko..")
                .because("a node that is alone works without either").check(module);
    }

    @Test
    void whatIsRememberedDoesNotKnowTheWire() {
        noClasses().should().dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "com.google.protobuf..", "io.fairlead.protocol.message..")
                .because("messages are opaque bytes here, so that a new message changes nothing in what is remembered")
                .check(module);
    }

    @Test
    void theThreePortPackagesDoNotKnowEachOther() {
        slices().matching("io.fairlead.cluster.(*)..").should().notDependOnEachOther()
                .ignoreDependency(describe("are adapters for several nodes", ArchitectureTest::isShared),
                        DescribedPredicate.alwaysTrue())
                .because("peers, delivery and relays are exchanged one by one").check(module);
    }

    @Test
    void arrowsPointToTheProtocolOnly() {
        noClasses().should().dependOnClassesThat(describe("are of a module above or beside",
                type -> type.getPackageName().startsWith("io.fairlead.")
                        && !type.getPackageName().startsWith("io.fairlead.cluster")
                        && !type.getPackageName().startsWith("io.fairlead.protocol")))
                .because("both nodes stand on this module; it can stand on neither").check(module);
    }
}
