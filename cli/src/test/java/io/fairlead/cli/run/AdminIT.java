package io.fairlead.cli.run;

import static io.fairlead.cli.run.Messages.freshId;
import static io.fairlead.cli.run.Messages.message;
import static io.fairlead.cli.run.Messages.punchHole;
import static io.fairlead.cli.run.Messages.registerPk;
import static io.fairlead.cli.run.TestServer.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.cli.command.Ran;
import io.fairlead.cli.option.Setting;
import io.fairlead.load.client.Relays;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The administration API of a real server that is alone, and the commands that use it. */
class AdminIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.2");

    @TempDir
    private Path directory;

    private TestServer server;
    private AdminClientOfTests admin;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory, Map.of(Setting.ADMIN_PORT, "0", Setting.AUDIT_FILE, "audit.jsonl",
                Setting.ENROLMENT, "managed", Setting.CLUSTER_SECRET, "a secret of this server",
                Setting.REGISTER_PK_PER_ID, "0", Setting.REGISTER_PK_PER_ADDRESS, "0"));
        admin = new AdminClientOfTests(server.admin(), directory.resolve("admin_token"));
    }

    @AfterEach
    void stop() {
        admin.close();
        server.close();
    }

    private UdpWire register(String id) throws Exception {
        UdpWire wire = new UdpWire(server.target().rendezvous(), at("127.0.0.2"));
        admin.ok("POST", "/devices/" + id + "/approve", "{\"tenant\":\"acme\"}");
        await().atMost(PATIENCE).until(() -> {
            wire.send(registerPk(id));
            return wire.receive(PATIENCE).getRegisterPkResponse().getResult() == Result.OK;
        });
        return wire;
    }

    private static List<String> texts(JsonObject answer, String list, String name) {
        List<String> texts = new ArrayList<>();
        for (JsonElement element : answer.getAsJsonArray(list)) {
            texts.add(element.getAsJsonObject().get(name).getAsString());
        }
        return texts;
    }

    private String node() throws Exception {
        return admin.get("/cluster").get("node").getAsString();
    }

    private Ran command(String... arguments) {
        List<String> all = new ArrayList<>(List.of("admin"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--server", server.admin().toString()));
        return Ran.in(directory, all.toArray(String[]::new));
    }

    @Test
    void letsNobodyInWithoutTheTokenOfItsFile() throws Exception {
        assertThat(Files.getPosixFilePermissions(directory.resolve("admin_token")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(admin.bare("/api/v1/cluster").statusCode()).isEqualTo(401);
        assertThat(admin.bare("/api/openapi.json").statusCode()).isEqualTo(200);
        assertThat(admin.get("/cluster").get("state").getAsString()).isEqualTo("alone");
        assertThat(raw("GET /api/v1/cluster HTTP/1.1\r\nHost: attacker.example\r\n\r\n")).startsWith("HTTP/1.1 403");
        assertThat(raw("GET /api/openapi.json HTTP/1.1\r\nHost: attacker.example\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET /api/openapi.json HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 403");
        assertThat(raw("GET /api/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 200").contains("X-Frame-Options: DENY").doesNotContain("Access-Control");
    }

    private String raw(String text) throws IOException {
        try (Socket socket = new Socket(server.admin().getHost(), server.admin().getPort())) {
            socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void badInputIsAnsweredOnceAndEndsTheConnection() throws Exception {
        assertThat(raw("no http at all\r\n\r\n")).startsWith("HTTP/1.1 400").contains("\"malformed\"");
        assertThat(raw("GET /" + "x".repeat(5000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(raw("PATCH /api/v1/settings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 300000\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        assertThat(raw("POST /api/v1/settings HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "40000\r\n" + "x".repeat(0x40000) + "\r\n1\r\nx\r\n0\r\n\r\n")).startsWith("HTTP/1.1 413");
        String two = raw("GET /api/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(2));
        assertThat(two.split("HTTP/1.1 200", -1)).hasSize(2);
    }

    @Test
    void devicesAreFoundBlockedMovedAndRemoved() throws Exception {
        String id = freshId();
        try (UdpWire _ = register(id)) {
            JsonObject device = admin.get("/devices/" + id);
            assertThat(device.get("online").getAsBoolean()).isTrue();
            assertThat(device.get("stored").getAsBoolean()).isTrue();
            assertThat(device.get("tenant").getAsString()).isEqualTo("acme");
            assertThat(device.get("node").getAsString()).isEqualTo(node());
            assertThat(device.get("address").getAsString()).startsWith("127.0.0.2:");
            assertThat(device.get("transport").getAsString()).isEqualTo("udp");
            assertThat(texts(admin.get("/devices?prefix=" + id.substring(0, 5)), "devices", "id")).containsExactly(id);
            assertThat(texts(admin.get("/nodes/" + node() + "/devices"), "devices", "id")).containsExactly(id);

            admin.ok("POST", "/devices/" + id + "/block", "");
            await().atMost(PATIENCE).until(() -> !admin.get("/devices/" + id).get("online").getAsBoolean());
            assertThat(admin.get("/devices/" + id).get("state").getAsString()).isEqualTo("blocked");
            assertThat(admin.failed(409, "POST", "/devices/" + id + "/move", "{\"new_id\":\"renamed1\"}")
                    .get("message").getAsString()).contains("blocked");
            admin.ok("POST", "/devices/" + id + "/unblock", "");
            admin.failed(409, "POST", "/devices/" + id + "/unblock", "");
            assertThat(admin.get("/devices/" + id).get("tenant").getAsString()).isEqualTo("acme");
        }
        String other = freshId();
        try (UdpWire _ = register(other)) {
            assertThat(admin.ok("POST", "/devices/" + other + "/move", "{\"new_id\":\"renamed1\"}").get("note")
                    .getAsString()).contains("cannot tell a client its id");
            assertThat(admin.get("/devices/renamed1").get("stored").getAsBoolean()).isTrue();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                    admin.get("/devices/renamed1").get("tenant").getAsString()).isEqualTo("acme"));
            admin.failed(404, "POST", "/devices/" + other + "/move", "{\"new_id\":\"renamed2\"}");
            admin.failed(409, "POST", "/devices/" + id + "/move", "{\"new_id\":\"renamed1\"}");
            admin.failed(400, "POST", "/devices/" + id + "/move", "{\"new_id\":\"1\"}");
        }
        admin.ok("DELETE", "/devices/renamed1", "");
        admin.failed(404, "DELETE", "/devices/renamed1", "");
        admin.failed(404, "GET", "/devices/renamed1", "");
    }

    @Test
    void pagesOfDevicesHoldEachOnce() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(freshId());
            register(ids.getLast()).close();
        }
        List<String> stored = new ArrayList<>();
        String next = "";
        do {
            JsonObject page = admin.get("/devices?limit=2&after=" + next);
            stored.addAll(texts(page, "devices", "id"));
            next = page.get("next").getAsString();
        } while (!next.isEmpty());
        assertThat(stored).isSorted().containsExactlyInAnyOrderElementsOf(ids);
        List<String> held = new ArrayList<>();
        do {
            JsonObject page = admin.get("/nodes/" + node() + "/devices?limit=2&after=" + next);
            held.addAll(texts(page, "devices", "id"));
            next = page.get("next").getAsString();
        } while (!next.isEmpty());
        assertThat(held).isSorted().containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void refusedDevicesArePendingUntilTheyAreApproved() throws Exception {
        String id = freshId();
        try (UdpWire wire = new UdpWire(server.target().rendezvous(), at("127.0.0.2"))) {
            wire.send(registerPk(id));
            wire.receive(PATIENCE);
            await().atMost(PATIENCE).until(() -> texts(admin.get("/pending-devices"), "devices", "id")
                    .equals(List.of(id)));
            assertThat(admin.get("/devices/" + id).get("state").getAsString()).isEqualTo("pending");
        }
        register(id).close();
        assertThat(admin.get("/pending-devices").get("total").getAsInt()).isZero();
    }

    private Wire[] session() throws IOException {
        String uuid = UUID.randomUUID().toString();
        Wire first = Relays.open(server.target(), "", uuid, HERE, false);
        Wire second = Relays.open(server.target(), "", uuid, HERE, false);
        first.sendPayload(new byte[]{1, 2, 3});
        assertThat(second.receivePayload(PATIENCE)).isPresent();
        return new Wire[]{first, second};
    }

    @Test
    void sessionsAreListedAndEnded() throws Exception {
        Wire[] ended = session();
        Wire[] goesOn = session();
        JsonObject list = admin.get("/sessions");
        assertThat(list.get("total").getAsInt()).isEqualTo(2);
        assertThat(admin.get("/sessions?limit=1").getAsJsonArray("sessions")).hasSize(1);
        JsonObject first = list.getAsJsonArray("sessions").asList().stream().map(JsonElement::getAsJsonObject)
                .filter(session -> session.get("number").getAsInt() == 1).findFirst().orElseThrow();
        assertThat(first.get("first").getAsString()).startsWith("127.0.0.2:");
        // Which of the two came first to the server is not known.
        assertThat(first.get("bytes_to_second").getAsLong() + first.get("bytes_to_first").getAsLong()).isPositive();

        admin.ok("DELETE", "/sessions/" + node() + "/1", "");
        assertThat(ended[0].receivePayload(PATIENCE)).isEmpty();
        assertThat(ended[1].receivePayload(PATIENCE)).isEmpty();
        await().atMost(PATIENCE).until(() -> admin.get("/sessions").get("total").getAsInt() == 1);
        admin.failed(404, "DELETE", "/sessions/" + node() + "/1", "");
        admin.failed(404, "DELETE", "/sessions/nobody/2", "");
        admin.failed(400, "DELETE", "/sessions/" + node() + "/x", "");
        goesOn[0].sendPayload(new byte[]{4});
        assertThat(goesOn[1].receivePayload(PATIENCE)).isPresent();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Files.readString(directory.resolve("audit.jsonl")))
                .contains("\"reason\":\"operator\""));
        for (Wire wire : List.of(ended[0], ended[1], goesOn[0], goesOn[1])) {
            wire.close();
        }
    }

    @Test
    void aDrainedRelayTakesNoNewSessionsUntilItIsResumed() throws Exception {
        Wire[] goesOn = session();
        assertThat(admin.get("/relays").getAsJsonArray("relays").get(0).getAsJsonObject().get("draining")
                .getAsBoolean()).isFalse();
        admin.ok("POST", "/relays/" + node() + "/drain", "");
        assertThat(admin.get("/relays").getAsJsonArray("relays").get(0).getAsJsonObject().get("draining")
                .getAsBoolean()).isTrue();
        try (Wire refused = Relays.open(server.target(), "", UUID.randomUUID().toString(), HERE, false)) {
            assertThat(refused.receivePayload(PATIENCE)).isEmpty();
        }
        goesOn[0].sendPayload(new byte[]{4});
        assertThat(goesOn[1].receivePayload(PATIENCE)).isPresent();
        assertThat(server.metrics()).contains("fairlead_rendezvous_relays{offered=\"true\"} 0.0",
                "fairlead_rendezvous_relays{offered=\"false\"} 1.0");
        admin.ok("POST", "/relays/" + node() + "/resume", "");
        assertThat(server.metrics()).contains("fairlead_rendezvous_relays{offered=\"true\"} 1.0");
        Wire[] begins = session();
        for (Wire wire : List.of(goesOn[0], goesOn[1], begins[0], begins[1])) {
            wire.close();
        }
    }

    @Test
    void settingsAreShownWithoutSecretsAndChanged() throws Exception {
        JsonObject before = admin.get("/settings");
        assertThat(before.get("always_use_relay").getAsBoolean()).isFalse();
        assertThat(before.getAsJsonObject("bandwidth").get("single_bandwidth").getAsDouble()).isEqualTo(128);
        assertThat(texts(before, "options", "name")).contains("admin-port", "enrolment");
        assertThat(before.toString()).doesNotContain("a secret of this server");

        JsonObject after = admin.ok("PATCH", "/settings", "{\"always_use_relay\":true,\"single_bandwidth\":64,"
                + "\"relay_servers\":[\"127.0.0.1:1\"],\"blocklist\":[\"192.0.2.1\"]}");
        assertThat(after.get("always_use_relay").getAsBoolean()).isTrue();
        assertThat(after.getAsJsonObject("bandwidth").get("single_bandwidth").getAsDouble()).isEqualTo(64);
        assertThat(after.getAsJsonArray("relay_servers").get(0).getAsString()).isEqualTo("127.0.0.1:1");
        assertThat(after.getAsJsonArray("blocklist").get(0).getAsString()).isEqualTo("192.0.2.1");
        assertThat(admin.get("/settings")).isEqualTo(after);
        for (String bad : List.of("{}", "{\"single_bandwidth\":0}", "{\"blocklist\":[\"nobody\"]}",
                "{\"relay_servers\":[\"host:99999\"]}", "{\"log_level\":\"debug\"}")) {
            assertThat(admin.failed(400, "PATCH", "/settings", bad).get("message").getAsString()).contains("expected");
        }
        assertThat(admin.get("/settings")).isEqualTo(after);
    }

    @Test
    void explainsAndRemembersIntroductions() throws Exception {
        JsonObject explained = admin.get("/explain?requester=192.0.2.1&device=198.51.100.1&symmetric=true");
        assertThat(explained.get("plan").getAsString()).isEqualTo("relay");
        assertThat(explained.get("reason").getAsString()).isEqualTo("symmetric_nat");
        assertThat(explained.getAsJsonObject("requester").get("network").getAsString()).isEqualTo("public");
        admin.failed(404, "GET", "/explain?requester=192.0.2.1&device=nobody", "");
        admin.failed(400, "GET", "/explain?requester=192.0.2.1", "");

        String id = freshId();
        try (UdpWire device = register(id);
                TcpWire requester = TcpWire.connect(server.target().rendezvous(), at("127.0.0.3"), PATIENCE)) {
            requester.send(message(punchHole("nobody" + id, server.target().key())));
            requester.receive(PATIENCE);
            assertThat(device).isNotNull();
        }
        await().atMost(PATIENCE).until(() -> texts(admin.get("/introductions"), "introductions", "to")
                .equals(List.of("nobody" + id)));
        JsonObject overview = admin.get("/overview");
        assertThat(overview.getAsJsonObject("introductions_by_outcome").keySet()).isNotEmpty();
        assertThat(overview.get("devices").getAsInt()).isEqualTo(1);
        assertThat(overview.getAsJsonArray("nodes").get(0).getAsJsonObject().get("self").getAsBoolean()).isTrue();
    }

    @Test
    void everyCallIsInTheAuditAndTheTokenIsNowhere() throws Exception {
        admin.get("/devices?limit=7");
        admin.failed(404, "DELETE", "/devices/nobody", "");
        admin.bare("/api/v1/cluster");
        String token = Files.readString(directory.resolve("admin_token")).strip();
        Path audit = directory.resolve("audit.jsonl");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Files.readString(audit)).contains("no_token"));
        List<JsonObject> lines = Files.readAllLines(audit).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
        assertThat(lines).filteredOn(line -> line.get("event").getAsString().equals("administration"))
                .extracting(line -> line.get("who").getAsString() + " " + line.get("action").getAsString() + " "
                        + line.get("target").getAsString() + " " + line.get("details").getAsString() + " "
                        + line.get("status").getAsInt() + " " + line.get("outcome").getAsString())
                .containsExactly("admin list_devices /api/v1/devices limit=7 200 ok",
                        "admin remove_device /api/v1/devices/nobody  404 not_found");
        assertThat(Files.readString(audit)).doesNotContain(token);
        assertThat(server.metrics()).doesNotContain(token)
                .contains("fairlead_admin_calls_total{operation=\"list_devices\",result=\"ok\"} 1.0");
    }

    @Test
    void theCommandsDoTheSame() throws Exception {
        String id = freshId();
        register(id).close();
        Wire[] session = session();
        assertThat(command("devices", "list").said()).contains("ID ", "STATE ", id, "approved", "acme");
        assertThat(command("devices", "show", id).said()).containsPattern("online +true");
        assertThat(JsonParser.parseString(command("devices", "show", id, "--json").said()).getAsJsonObject()
                .get("id").getAsString()).isEqualTo(id);
        assertThat(command("devices", "block", id).said()).containsPattern("outcome +blocked");
        assertThat(command("devices", "unblock", id).exitCode()).isZero();
        assertThat(command("devices", "remove", id).said()).contains("removed");
        Ran gone = command("devices", "show", "no such/id");
        assertThat(gone.exitCode()).isEqualTo(1);
        assertThat(gone.complained()).contains("no such/id");
        assertThat(command("sessions", "list").said()).contains("NUMBER");
        assertThat(command("sessions", "end", node(), "1").exitCode()).isZero();
        assertThat(session[0].receivePayload(PATIENCE)).isEmpty();
        assertThat(command("relays", "drain", node()).said()).contains("draining");
        assertThat(command("relays", "resume", node()).exitCode()).isZero();
        assertThat(command("relays", "list").said()).contains(node());
        assertThat(command("settings", "set", "always-use-relay=true", "blocklist=192.0.2.1,192.0.2.2").said())
                .containsPattern("blocklist +192.0.2.1, 192.0.2.2");
        Ran wrong = command("settings", "set", "single-bandwidth=fast");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.complained()).contains("single_bandwidth", "expected: a number");
        assertThat(command("explain", "192.0.2.1", "198.51.100.1", "--websocket").said())
                .containsPattern("plan +relay");
        assertThat(command("cluster").said()).contains("standalone");
        assertThat(command("overview").said()).contains("nodes:");
        assertThat(command("introductions").exitCode()).isZero();
        assertThat(command("devices", "pending").exitCode()).isZero();
        assertThat(command("devices", "held", node()).exitCode()).isZero();
        assertThat(command("devices", "move", "nobody", "renamed1").exitCode()).isEqualTo(1);
        session[0].close();
        session[1].close();
    }

    @Test
    void theCommandSaysWhatItMisses() throws Exception {
        Files.writeString(directory.resolve("other_token"), "x".repeat(40));
        Ran wrong = command("cluster", "--token-file", "other_token");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.complained()).contains("no valid token");
        Ran none = command("cluster", "--token-file", "nowhere");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.complained()).contains("FAIRLEAD_ADMIN_TOKEN");
        Ran unreached = Ran.in(directory, "admin", "cluster", "--server", "http://127.0.0.1:1");
        assertThat(unreached.exitCode()).isEqualTo(3);
        assertThat(unreached.complained()).contains("--admin-port");
    }
}
