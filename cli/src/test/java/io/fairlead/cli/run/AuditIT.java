package io.fairlead.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.SettingsException;
import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.SimulatedController;
import io.fairlead.load.client.SimulatedController.Request;
import io.fairlead.load.client.SimulatedController.Way;
import io.fairlead.load.client.SimulatedDevice;
import io.fairlead.protocol.message.NatType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real server notes of a real session. */
class AuditIT {
    private static final int BYTES = 200_000;
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.2");
    private static final InetAddress THERE = InetAddress.ofLiteral("127.0.0.3");

    @TempDir
    private Path directory;

    @Test
    void notesWhoConnectedToWhomAndNoSecret() throws Exception {
        DeviceProfile profile = DeviceProfile.random(new Random(), THERE);
        try (TestServer server = TestServer.start(directory, Map.of(Setting.AUDIT_FILE, "audit.jsonl"));
                SimulatedDevice device = SimulatedDevice.start(server.target(), profile, false)) {
            device.registered().toCompletableFuture().get(20, TimeUnit.SECONDS);
            Request relayed = new Request(false, true, NatType.ASYMMETRIC, BYTES);
            assertThat(new SimulatedController(server.target(), HERE).connect(profile.id(), relayed).way())
                    .isEqualTo(Way.RELAY);
        }
        String text = Files.readString(directory.resolve("audit.jsonl"));
        List<JsonObject> lines = text.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.keySet()).startsWith("v", "time", "node", "line", "event"));
        JsonObject created = only(lines, "registration", "created");
        assertThat(created.get("id").getAsString()).isEqualTo(profile.id());
        assertThat(created.get("from").getAsString()).startsWith("127.0.0.3:");
        JsonObject introduction = only(lines, "introduction", "answered");
        assertThat(introduction.get("to").getAsString()).isEqualTo(profile.id());
        assertThat(introduction.get("from").getAsString()).startsWith("127.0.0.2:");
        JsonObject ended = lines.stream().filter(line -> line.get("event").getAsString().equals("session_ended"))
                .findFirst().orElseThrow();
        assertThat(ended.get("bytes_to_second").getAsLong() + ended.get("bytes_to_first").getAsLong())
                .isGreaterThanOrEqualTo(2 * BYTES);
        assertThat(List.of(ended.get("first").getAsString(), ended.get("second").getAsString()))
                .anyMatch(side -> side.startsWith("127.0.0.2:")).anyMatch(side -> side.startsWith("127.0.0.3:"));
        for (byte[] secret : List.of(profile.uuid().toByteArray(), profile.publicKey().toByteArray())) {
            assertThat(text)
                    .doesNotContain(Base64.getEncoder().encodeToString(secret))
                    .doesNotContain(HexFormat.of().formatHex(secret))
                    .doesNotContain(new String(secret, StandardCharsets.UTF_8));
        }
    }

    @Test
    void postsTheSameLinesToAWebServer() throws Exception {
        List<String> posted = new CopyOnWriteArrayList<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger requests = new AtomicInteger();
        receiver.createContext("/audit", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            // The first is refused, so that it comes again.
            boolean takes = requests.incrementAndGet() > 1;
            if (takes) {
                posted.addAll(body.lines().toList());
            }
            exchange.sendResponseHeaders(takes ? 204 : 503, -1);
            exchange.close();
        });
        receiver.start();
        Map<Setting, String> settings = Map.of(
                Setting.AUDIT_FILE, "audit.jsonl",
                Setting.AUDIT_WEBHOOK, "http://127.0.0.1:" + receiver.getAddress().getPort() + "/audit",
                Setting.AUDIT_WEBHOOK_SECRET, "a secret of the receiver");
        DeviceProfile profile = DeviceProfile.random(new Random(), THERE);
        try (TestServer server = TestServer.start(directory, settings);
                SimulatedDevice device = SimulatedDevice.start(server.target(), profile, false)) {
            device.registered().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } finally {
            receiver.stop(0);
        }
        assertThat(posted).isNotEmpty().isEqualTo(Files.readAllLines(directory.resolve("audit.jsonl")));
    }

    @Test
    void nodesOfAClusterWriteOneStream() throws Exception {
        try (TestCluster cluster = new TestCluster(directory, Map.of(Setting.AUDIT_STREAM, "1000"))) {
            for (int node = 0; node < 2; node++) {
                DeviceProfile profile = DeviceProfile.random(new Random(), THERE);
                try (SimulatedDevice device = SimulatedDevice.start(cluster.target(node), profile, false)) {
                    device.registered().toCompletableFuture().get(20, TimeUnit.SECONDS);
                    await().until(() -> cluster.redis().ask("XRANGE", "fairlead:audit", "-", "+")
                            .contains("\"id\":\"" + profile.id() + "\""));
                }
            }
            assertThat(cluster.redis().ask("XRANGE", "fairlead:audit", "-", "+"))
                    .contains("\"node\":\"node0-", "\"node\":\"node1-");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AUDIT_STREAM         | 5                   | audit-stream: '5', but redis is not set
            AUDIT_WEBHOOK        | https://example.com | audit-webhook-secret: has 0 characters
            AUDIT_WEBHOOK        | ftp://example.com   | audit-webhook: 'ftp://example.com'
            AUDIT_WEBHOOK        | https://a:b@c/      | without user and password
            """)
    void saysWhatIsMissing(Setting setting, String value, String message) {
        assertThatThrownBy(() -> TestServer.start(directory, Map.of(setting, value)).close())
                .isInstanceOf(SettingsException.class).hasMessageContaining(message);
    }

    private static JsonObject only(List<JsonObject> lines, String event, String outcome) {
        List<JsonObject> found = lines.stream()
                .filter(line -> line.get("event").getAsString().equals(event)
                        && line.get("outcome").getAsString().equals(outcome))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
