package io.fairlead.cli.run;

import static io.fairlead.cli.run.Messages.freshId;
import static io.fairlead.cli.run.Messages.registerPk;
import static io.fairlead.cli.run.TestServer.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.cli.command.Ran;
import io.fairlead.cli.option.Setting;
import io.fairlead.load.client.Relays;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any node of a cluster answers for all, over a real Redis. */
class AdminClusterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.2");

    @TempDir
    private Path directory;

    private TestCluster cluster;
    private AdminClientOfTests first;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster(directory, Map.of(Setting.ADMIN_PORT, "0", Setting.REGISTER_PK_PER_ID, "0"));
        first = new AdminClientOfTests(TestServer.admin(cluster.node(0)), directory.resolve("node0/admin_token"));
        await().atMost(PATIENCE).until(() -> nodes().size() == 2);
    }

    @AfterEach
    void stop() throws Exception {
        first.close();
        cluster.close();
    }

    private List<String> nodes() throws Exception {
        return texts(first.get("/cluster"), "nodes", "node");
    }

    private static List<String> texts(JsonObject answer, String list, String name) {
        List<String> texts = new ArrayList<>();
        for (JsonElement element : answer.getAsJsonArray(list)) {
            texts.add(element.getAsJsonObject().get(name).getAsString());
        }
        return texts;
    }

    private Wire[] session(int node) throws Exception {
        String uuid = UUID.randomUUID().toString();
        Wire one = Relays.open(cluster.target(node), "", uuid, HERE, false);
        Wire other = Relays.open(cluster.target(node), "", uuid, HERE, false);
        one.sendPayload(new byte[]{1, 2, 3});
        assertThat(other.receivePayload(PATIENCE)).isPresent();
        return new Wire[]{one, other};
    }

    private JsonObject relay(String name) throws Exception {
        return first.get("/relays").getAsJsonArray("relays").asList().stream().map(JsonElement::getAsJsonObject)
                .filter(relay -> relay.get("node").getAsString().startsWith(name)).findFirst().orElseThrow();
    }

    @Test
    void oneNodeTellsOfAll() throws Exception {
        JsonObject view = first.get("/cluster");
        assertThat(view.get("control").getAsBoolean()).isTrue();
        assertThat(view.getAsJsonArray("unanswered")).isEmpty();
        assertThat(texts(view, "nodes", "role")).containsExactly("standalone", "standalone");
        assertThat(texts(view, "members", "node")).hasSize(2);
        String id = freshId();
        try (UdpWire device = new UdpWire(cluster.target(1).rendezvous(), at("127.0.0.2"))) {
            await().atMost(PATIENCE).until(() -> {
                device.send(registerPk(id));
                return device.receive(PATIENCE).getRegisterPkResponse().getResult() == Result.OK;
            });
            await().atMost(PATIENCE).until(() -> first.get("/devices/" + id).get("node").getAsString()
                    .startsWith("node1-"));
            assertThat(texts(first.get("/nodes/node1/devices"), "devices", "id")).containsExactly(id);
            assertThat(first.get("/nodes/node0/devices").getAsJsonArray("devices")).isEmpty();
            assertThat(texts(first.get("/devices?prefix=" + id), "devices", "id")).containsExactly(id);
            await().atMost(PATIENCE).until(() -> first.get("/overview").get("devices").getAsInt() == 1);
            first.ok("POST", "/devices/" + id + "/block", "");
            await().atMost(PATIENCE).until(() -> first.get("/nodes/node1/devices").getAsJsonArray("devices")
                    .isEmpty());
            first.ok("DELETE", "/devices/" + id, "");
            first.failed(404, "GET", "/devices/" + id, "");
        }
    }

    @Test
    void oneNodeEndsSessionsOfAnotherAndDrainsItsRelay() throws Exception {
        Wire[] session = session(1);
        JsonObject listed = first.get("/sessions").getAsJsonArray("sessions").get(0).getAsJsonObject();
        assertThat(listed.get("node").getAsString()).startsWith("node1-");
        assertThat(first.get("/sessions?node=node0").getAsJsonArray("sessions")).isEmpty();
        first.failed(404, "DELETE", "/sessions/node1/99", "");
        Ran ended = Ran.in(directory.resolve("node0"), "admin", "sessions", "end", "node1",
                listed.get("number").getAsString(), "--server", TestServer.admin(cluster.node(0)).toString());
        assertThat(ended.complained()).isEmpty();
        assertThat(ended.exitCode()).isZero();
        assertThat(session[0].receivePayload(PATIENCE)).isEmpty();
        await().atMost(PATIENCE).until(() -> first.get("/sessions").get("total").getAsInt() == 0);

        first.ok("POST", "/relays/node1/drain", "");
        await().atMost(PATIENCE).until(() -> !relay("node1").get("offered").getAsBoolean());
        assertThat(relay("node1").get("draining").getAsBoolean()).isTrue();
        assertThat(relay("node0").get("offered").getAsBoolean()).isTrue();
        first.ok("POST", "/relays/node1/resume", "");
        await().atMost(PATIENCE).until(() -> relay("node1").get("offered").getAsBoolean());
        session[0].close();
        session[1].close();
    }

    @Test
    void settingsHoldOnAllNodes() throws Exception {
        first.ok("PATCH", "/settings", "{\"always_use_relay\":true,\"blocklist\":[\"192.0.2.1\"]}");
        try (AdminClientOfTests second = new AdminClientOfTests(
                TestServer.admin(cluster.node(1)), directory.resolve("node1/admin_token"))) {
            await().atMost(PATIENCE).until(() -> {
                JsonObject settings = second.get("/settings");
                return settings.get("always_use_relay").getAsBoolean()
                        && !settings.getAsJsonArray("blocklist").isEmpty();
            });
        }
    }

    @Test
    void aNodeThatIsGoneIsNamedAndTheOthersAreTold() throws Exception {
        String gone = nodes().get(1);
        cluster.node(1).close();
        await().atMost(PATIENCE).until(() -> nodes().size() == 1);
        first.failed(404, "POST", "/relays/" + gone + "/drain", "");
        assertThat(first.get("/overview").getAsJsonArray("nodes")).hasSize(1);
    }
}
