package io.fairlead.cluster.membership;

import static io.fairlead.cluster.membership.TestNode.awaitTogether;
import static io.fairlead.cluster.membership.TestNode.deviceOf;
import static io.fairlead.cluster.membership.TestNode.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import com.typesafe.config.ConfigFactory;
import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.courier.DevicePush;
import io.fairlead.cluster.courier.LocalRequesters;
import io.fairlead.cluster.courier.RequesterDirectory;
import io.fairlead.protocol.address.HostPort;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that are told no seeds. Each has an address of the loopback network, as pods have one each. */
class DiscoveryIT {
    private static final String NAME_SERVERS = "pekko.io.dns.async-dns.nameservers";
    private static final List<String> HOSTS = List.of("127.0.0.2", "127.0.0.3");

    private final RequesterDirectory requesters = new LocalRequesters(System::nanoTime, Duration.ofSeconds(30));
    private final int port = TestNode.free().port();
    private final int management = TestNode.free().port();
    @TempDir
    private Path directory;

    @AfterEach
    void forgetTheNameServer() {
        System.clearProperty(NAME_SERVERS);
        ConfigFactory.invalidateCaches();
    }

    private ClusterConfig config(String id, String host, Discovery discovery) {
        return new ClusterConfig(id, "1.2.3", host, host, port, List.of(), discovery,
                Optional.of(new HostPort(host, management)), 2, Optional.empty());
    }

    @Test
    void nodesFindEachOtherByTheAddressesOfAName() throws Exception {
        try (TinyDns dns = new TinyDns(HOSTS.stream().map(InetAddress::ofLiteral).toList())) {
            System.setProperty(NAME_SERVERS, "127.0.0.1:" + dns.port());
            ConfigFactory.invalidateCaches();
            Discovery byName = new Discovery.Dns("nodes.fairlead.test");
            long began = System.nanoTime();
            try (TestNode a = TestNode.start(config("a", HOSTS.get(0), byName), requesters);
                    TestNode b = TestNode.start(config("b", HOSTS.get(1), byName), requesters)) {
                awaitTogether(a, b);
                System.out.println("found by DNS after " + (System.nanoTime() - began) / 1_000_000 + " ms");

                assertThat(settled(a.courier.push("b", new DevicePush(deviceOf("b"), OpaqueBytes.EMPTY))))
                        .isEqualTo(Delivery.DELIVERED);
            }
        }
    }

    @Test
    void aManagementPortThatIsTakenIsToldAtTheStart() throws Exception {
        HostPort taken = TestNode.free();
        try (var _ = new java.net.ServerSocket(taken.port(), 1, InetAddress.ofLiteral(taken.host()))) {
            ClusterConfig config = new ClusterConfig("a", "1.2.3", taken.host(), taken.host(), port, List.of(),
                    new Discovery.Dns("nodes.fairlead.test"), Optional.of(taken), 1, Optional.empty());

            assertThatThrownBy(() -> TestNode.start(config, requesters)).isInstanceOf(ClusterStartException.class)
                    .hasMessageContaining(taken.toString());
        }
    }

    /** The API's address comes from the environment, so nodes are processes of their own. */
    @Test
    void nodesFindEachOtherByAskingTheKubernetesApi() throws Exception {
        TlsFiles tls = TestAuthority.make(directory, "kubernetes", "RSA");
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        HttpsServer api = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        api.setHttpsConfigurator(new HttpsConfigurator(PemFiles.context(tls)));
        api.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] pods = pods().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, pods.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(pods);
            }
        });
        api.start();
        Path token = Files.writeString(directory.resolve("token"), "token-of-the-pod");
        List<String> options = List.of(
                "-Dpekko.discovery.kubernetes-api.api-ca-path=" + tls.ca(),
                "-Dpekko.discovery.kubernetes-api.api-token-path=" + token);
        Map<String, String> environment = Map.of(
                "KUBERNETES_SERVICE_HOST", "localhost",
                "KUBERNETES_SERVICE_PORT", Integer.toString(api.getAddress().getPort()));
        Path output = directory.resolve("output");
        try (NodeProcess _ = pod("a", HOSTS.get(0), options, environment, ProcessBuilder.Redirect.DISCARD);
                NodeProcess _ = pod("b", HOSTS.get(1), options, environment,
                        ProcessBuilder.Redirect.to(output.toFile()))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.readString(output).lines()
                    .anyMatch(line -> line.startsWith("UP") && line.split("status=UP", -1).length == 3));
        } finally {
            api.stop(0);
        }
        assertThat(asked).isNotEmpty().allSatisfy(request -> assertThat(request)
                .startsWith("/api/v1/namespaces/remote/pods?labelSelector=app%3Dfairlead")
                .endsWith(" Bearer token-of-the-pod"));
    }

    private NodeProcess pod(String id, String host, List<String> options, Map<String, String> environment,
            ProcessBuilder.Redirect output) throws Exception {
        return NodeProcess.start(options, environment,
                List.of(id, host + ":" + port, "fairlead", "remote", "app=%s", host + ":" + management), output);
    }

    private static String pods() {
        String items = String.join(",", HOSTS.stream().map("""
                {"metadata": {"labels": {"app": "fairlead"}},
                 "spec": {"containers": [{"name": "rendezvous", "ports": []}]},
                 "status": {"phase": "Running", "podIP": "%s",
                            "containerStatuses": [{"name": "rendezvous", "state": {"running": {}}}]}}"""::formatted)
                .toList());
        return "{\"items\": [" + items + "]}";
    }
}
