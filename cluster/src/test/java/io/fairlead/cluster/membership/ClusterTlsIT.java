package io.fairlead.cluster.membership;

import static io.fairlead.cluster.membership.TestNode.awaitTogether;
import static io.fairlead.cluster.membership.TestNode.deviceOf;
import static io.fairlead.cluster.membership.TestNode.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.courier.DevicePush;
import io.fairlead.cluster.courier.LocalRequesters;
import io.fairlead.cluster.courier.RequesterDirectory;
import io.fairlead.protocol.address.HostPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.remote.artery.tcp.SSLEngineProviderSetup;
import org.apache.pekko.serialization.SerializationSetup;
import org.apache.pekko.serialization.SerializerDetails;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutual TLS between nodes. */
class ClusterTlsIT {
    private static final OpaqueBytes MESSAGE = OpaqueBytes.copyOf(new byte[10]);

    /** Far longer than it takes those that are let in. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(6);

    private final RequesterDirectory requesters = new LocalRequesters(System::nanoTime, Duration.ofSeconds(30));
    private final HostPort first = TestNode.free();
    @TempDir
    private static Path authorities;
    private static TlsFiles made;
    private static TlsFiles strange;
    private static TlsFiles rsa;
    @TempDir
    private Path directory;
    private TlsFiles ours;
    private TestNode a;

    /** It takes seconds, so it is done once. */
    @BeforeAll
    static void makeAuthorities() throws Exception {
        made = TestAuthority.make(authorities, "ours", "EC");
        strange = TestAuthority.make(authorities, "strange", "EC");
        rsa = TestAuthority.make(authorities, "rsa", "RSA");
    }

    @BeforeEach
    void startFirst() throws Exception {
        ours = new TlsFiles(
                Files.copy(made.certificate(), directory.resolve("cert.pem")),
                Files.copy(made.key(), directory.resolve("key.pem")),
                Files.copy(made.ca(), directory.resolve("ca.pem")));
        a = TestNode.start(TestNode.config("a", first, List.of(first)).withTls(ours), requesters);
        awaitTogether(a);
    }

    @AfterEach
    void stopFirst() {
        a.close();
    }

    private ClusterConfig second() {
        return TestNode.config("b", TestNode.free(), List.of(first));
    }

    @Test
    void nodesWithCertificatesOfOneCaFormAClusterAndDeliver() throws Exception {
        try (TestNode b = TestNode.start(second().withTls(ours), requesters)) {
            awaitTogether(a, b);

            assertThat(settled(a.courier.push("b", new DevicePush(deviceOf("b"), MESSAGE))))
                    .isEqualTo(Delivery.DELIVERED);
            assertThat(settled(b.courier.push("a", new DevicePush(deviceOf("a"), MESSAGE))))
                    .isEqualTo(Delivery.DELIVERED);
        }
    }

    @Test
    void aNodeWithACertificateOfAnotherCaNeitherJoinsNorDelivers() throws Exception {
        // It trusts the cluster's CA, so that the cluster alone decides.
        refuses(Optional.of(new TlsFiles(strange.certificate(), strange.key(), ours.ca())));
    }

    @Test
    void aNodeWithoutTlsNeitherJoinsNorDelivers() throws Exception {
        refuses(Optional.empty());
    }

    private void refuses(Optional<TlsFiles> tls) throws Exception {
        ClusterConfig config = tls.map(second()::withTls).orElseGet(this::second);
        try (TestNode stranger = TestNode.start(config, requesters)) {
            sendWithoutJoining(tls);
            await().during(LONG_ENOUGH).atMost(LONG_ENOUGH.multipliedBy(2))
                    .until(() -> a.membership.status().members().size() == 1
                            && stranger.membership.status().state() == ClusterStatus.State.JOINING);
        }
        assertThat(a.endpoint.pushes).isEmpty();
    }

    /** As a program would that does not care for membership. */
    private void sendWithoutJoining(Optional<TlsFiles> tls) throws Exception {
        ActorSystemSetup setup = ActorSystemSetup.create(
                BootstrapSetup.create(PekkoSettings.of(tls.map(second()::withTls).orElseGet(this::second), false)),
                SerializationSetup.create(_ -> List.of(SerializerDetails.create(
                        "fairlead-courier", new CourierSerializer(), List.of(CourierMessage.class)))));
        if (tls.isPresent()) {
            MutualTls engine = new MutualTls(tls.get());
            setup = setup.withSetup(SSLEngineProviderSetup.create(_ -> engine));
        }
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "fairlead", setup);
        try {
            ActorRefResolver.get(system).<CourierMessage>resolveActorRef("pekko://fairlead@" + first + "/user/courier")
                    .tell(new CourierMessage.Push(1, "", new DevicePush(deviceOf("a"), MESSAGE)));
            await().during(LONG_ENOUGH).atMost(LONG_ENOUGH.multipliedBy(2)).until(a.endpoint.pushes::isEmpty);
        } finally {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void onlyTls13WithAClientsCertificateIsSpoken() throws Exception {
        SSLEngine server = new MutualTls(ours).createServerSSLEngine("localhost", 1);

        assertThat(server.getUseClientMode()).isFalse();
        assertThat(server.getNeedClientAuth()).isTrue();
        assertThat(server.getEnabledProtocols()).containsExactly("TLSv1.3");
    }

    @Test
    void rsaKeysAreReadToo() throws Exception {
        assertThat(new MutualTls(rsa).createClientSSLEngine("localhost", 1).getUseClientMode()).isTrue();
    }

    @Test
    void aRenewedCertificateIsUsedForNewConnectionsWithoutARestart() throws Exception {
        try (TestNode stranger = TestNode.start(second().withTls(rsa), requesters)) {
            assertThat(a.membership.status().members()).hasSize(1);

            replace(rsa.certificate(), ours.certificate());
            replace(rsa.key(), ours.key());
            replace(rsa.ca(), ours.ca());

            awaitTogether(a, stranger);
        }
    }

    private static void replace(Path source, Path target) throws Exception {
        Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(target, FileTime.from(Instant.now().plusSeconds(5)));
    }

    @Test
    void filesThatCannotBeUsedAreNamedAtTheStart() throws Exception {
        Path nothing = Files.writeString(directory.resolve("nothing.pem"), "nothing");

        for (TlsFiles wrong : List.of(
                new TlsFiles(nothing, ours.key(), ours.ca()),
                new TlsFiles(ours.certificate(), nothing, ours.ca()),
                new TlsFiles(ours.certificate(), ours.key(), nothing))) {
            assertThatThrownBy(() -> TestNode.start(second().withTls(wrong), requesters))
                    .isInstanceOf(ClusterStartException.class)
                    .hasMessageContaining(nothing.toString());
        }
        assertThatThrownBy(() -> TestNode.start(
                second().withTls(new TlsFiles(ours.certificate(), rsa.key(), ours.ca())), requesters))
                .isInstanceOf(ClusterStartException.class)
                .hasMessageContaining(rsa.key().toString());
    }
}
