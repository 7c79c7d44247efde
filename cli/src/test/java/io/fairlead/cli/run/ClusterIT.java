package io.fairlead.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.fairlead.cli.command.FairleadCommand;
import io.fairlead.cli.command.Ran;
import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.SettingsException;
import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.SimulatedController;
import io.fairlead.load.client.SimulatedController.Request;
import io.fairlead.load.client.SimulatedController.Session;
import io.fairlead.load.client.SimulatedController.Way;
import io.fairlead.load.client.SimulatedDevice;
import io.fairlead.load.client.Target;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Two nodes on one Redis: the device is at the one, who asks for it at the other. */
class ClusterIT {
    private static final int BYTES = 300_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.2");
    private static final InetAddress THERE = InetAddress.ofLiteral("127.0.0.3");

    @TempDir
    private Path directory;

    private TestCluster cluster;
    private final List<SimulatedDevice> devices = new ArrayList<>();
    private final Random random = new Random();

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster(directory, Map.of(Setting.REGISTER_PK_PER_ADDRESS, "0"));
    }

    @AfterEach
    void stop() throws Exception {
        devices.forEach(SimulatedDevice::close);
        cluster.close();
    }

    private String device(int node, boolean webSocketLegs) throws Exception {
        DeviceProfile made = DeviceProfile.random(random, THERE);
        DeviceProfile quick = new DeviceProfile(made.id(), made.uuid(), made.publicKey(), THERE,
                Duration.ofMillis(500), made.version());
        SimulatedDevice device = SimulatedDevice.start(cluster.target(node), quick, webSocketLegs);
        devices.add(device);
        device.registered().toCompletableFuture().get(20, TimeUnit.SECONDS);
        return quick.id();
    }

    @Test
    void aNodeExplainsWhatBecomesOfADeviceOfAnother() throws Exception {
        String id = device(0, false);
        Ran ran = Ran.in(directory, "explain", HERE.getHostAddress(), id, "--running", "--port",
                String.valueOf(cluster.target(1).port()));
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.said())
                .contains("device: " + THERE.getHostAddress() + " in network", "same site: no, apart");
    }

    private SimulatedController asking(int node, InetAddress source) {
        return new SimulatedController(cluster.target(node), source);
    }

    private static RendezvousMessage ask(Wire wire, RendezvousMessage question) throws Exception {
        wire.send(question);
        return wire.receiveAnswer(Duration.ofSeconds(10));
    }

    private static RendezvousMessage ask(UdpWire wire, RendezvousMessage question) throws Exception {
        wire.send(question);
        return wire.receive(Duration.ofSeconds(10));
    }

    private UdpWire datagrams(int node) throws Exception {
        return new UdpWire(cluster.target(node).rendezvous(), TestServer.at("127.0.0.3"));
    }

    @Test
    void introducesAcrossNodesDirectlyAndInsideOneIntranet() throws Exception {
        String id = device(0, false);
        Session direct = asking(1, HERE).connect(id, Request.direct(BYTES));
        assertThat(direct.way()).isEqualTo(Way.DIRECT);
        assertThat(direct.verified()).isTrue();
        assertThat(asking(1, THERE).connect(id, Request.direct(BYTES)).way()).isEqualTo(Way.SAME_INTRANET);
    }

    @Test
    void relaysAcrossNodesInAllPairings() throws Exception {
        for (boolean deviceByWebSocket : new boolean[]{false, true}) {
            String id = device(0, deviceByWebSocket);
            for (Request request : List.of(
                    new Request(false, true, NatType.ASYMMETRIC, BYTES),
                    new Request(true, false, NatType.ASYMMETRIC, BYTES))) {
                Session session = asking(1, HERE).connect(id, request);
                assertThat(session.way()).as(request.toString()).isEqualTo(Way.RELAY);
                assertThat(session.verified()).isTrue();
            }
            assertThat(asking(1, HERE).relay(id, "", Request.direct(BYTES)).way()).isEqualTo(Way.RELAY);
        }
    }

    @Test
    void anyNodeSaysWhoIsOnline() throws Exception {
        String id = device(0, false);
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(asking(1, HERE).online(List.of("none00", id))).containsExactly(false, true));
    }

    @Test
    void aDeviceThatGoesToAnotherNodeIsFoundThereAtOnce() throws Exception {
        String id = Messages.freshId();
        try (UdpWire first = datagrams(0); UdpWire second = datagrams(1)) {
            assertThat(ask(first, Messages.registerPk(id)).getRegisterPkResponse().getResult()).isEqualTo(Result.OK);
            // A node that the device has never spoken to takes it over by its heartbeat.
            assertThat(ask(second, Messages.registerPeer(id)).getRegisterPeerResponse().getRequestPk()).isFalse();
            assertPushArrivesAt(id, second);
            assertThat(ask(first, Messages.registerPeer(id)).getRegisterPeerResponse().getRequestPk()).isFalse();
            assertPushArrivesAt(id, first);
        }
    }

    /** Asks both nodes, from a new connection each time, until a push comes along the way that it should. */
    private void assertPushArrivesAt(String id, UdpWire device) throws Exception {
        for (int node = 0; node < 2; node++) {
            Target target = cluster.target(node);
            await().atMost(PATIENCE).ignoreExceptionsInstanceOf(SocketTimeoutException.class).until(() -> {
                try (TcpWire requester = TcpWire.connect(
                        target.rendezvous(), TestServer.at("127.0.0.4"), Duration.ofSeconds(10))) {
                    requester.send(Messages.message(Messages.punchHole(id, target.key())));
                    return device.receive(Duration.ofSeconds(1)).hasPunchHole();
                }
            });
        }
    }

    @Test
    void aDeviceOnAConnectionThatComesBackToAnotherNodeIsLetGoByTheFirst() throws Exception {
        String id = Messages.freshId();
        Duration wait = Duration.ofSeconds(10);
        try (TcpWire first = TcpWire.connect(cluster.target(0).rendezvous(), TestServer.at("127.0.0.3"), wait);
                TcpWire second = TcpWire.connect(cluster.target(1).rendezvous(), TestServer.at("127.0.0.3"), wait)) {
            assertThat(ask(first, Messages.registerPk(id)).getRegisterPkResponse().getResult()).isEqualTo(Result.OK);
            assertThat(ask(second, Messages.registerPk(id)).getRegisterPkResponse().getResult()).isEqualTo(Result.OK);
            assertThat(first.receive(PATIENCE)).isEmpty();
            try (TcpWire requester = TcpWire.connect(
                    cluster.target(0).rendezvous(), TestServer.at("127.0.0.4"), wait)) {
                requester.send(Messages.message(Messages.punchHole(id, cluster.target(0).key())));
                assertThat(second.receive(wait).orElseThrow().hasPunchHole()).isTrue();
            }
        }
    }

    @Test
    void aRelayThatADeviceNamedItselfIsKnownToAllNodes() throws Exception {
        String id = Messages.freshId();
        Duration wait = Duration.ofSeconds(10);
        try (UdpWire device = datagrams(0);
                TcpWire requester = TcpWire.connect(
                        cluster.target(0).rendezvous(), TestServer.at("127.0.0.4"), wait);
                TcpWire answering = TcpWire.connect(
                        cluster.target(1).rendezvous(), TestServer.at("127.0.0.3"), wait);
                TcpWire relaying = TcpWire.connect(
                        cluster.target(1).rendezvous(), TestServer.at("127.0.0.4"), wait)) {
            assertThat(ask(device, Messages.registerPk(id)).getRegisterPkResponse().getResult()).isEqualTo(Result.OK);
            requester.send(Messages.message(Messages.punchHole(id, cluster.target(0).key())));
            assertThat(device.receive(wait).hasPunchHole()).isTrue();
            answering.send(Messages.message(
                    Messages.punchHoleSent(requester.local(), id).setRelayServer("relay.of.the.user")));
            assertThat(requester.receiveAnswer(wait).getPunchHoleResponse().getRelayServer())
                    .isEqualTo("relay.of.the.user");

            relaying.send(Messages.requestRelay(id, "relay.of.the.user"));
            assertThat(device.receive(wait).getRequestRelay().getRelayServer()).isEqualTo("relay.of.the.user");
            relaying.send(Messages.requestRelay(id, "relay.of.a.stranger"));
            assertThat(device.receive(wait).getRequestRelay().getRelayServer()).isEmpty();
        }
    }

    @Test
    void anIdIsChangedAtAnyNode() throws Exception {
        String old = Messages.freshId();
        String fresh = "Renamed-" + old.substring(old.length() - 6);
        try (UdpWire device = datagrams(0);
                TcpWire changing = TcpWire.connect(cluster.target(1).rendezvous(), TestServer.at("127.0.0.3"),
                        Duration.ofSeconds(10))) {
            assertThat(ask(device, Messages.registerPk(old)).getRegisterPkResponse().getResult()).isEqualTo(Result.OK);
            assertThat(ask(changing, Messages.changeId(old, fresh, Messages.UUID)).getRegisterPkResponse().getResult())
                    .isEqualTo(Result.OK);
            // The node that held the device is told by the other, which does not wait for it.
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                    ask(device, Messages.registerPeer(old)).getRegisterPeerResponse().getRequestPk()).isTrue());
            assertThat(ask(device, Messages.registerPk(fresh)).getRegisterPkResponse().getResult())
                    .isEqualTo(Result.OK);
        }
    }

    @Test
    void aStrangerCannotTakeAnIdThatAnotherNodeKnows() throws Exception {
        String id = Messages.freshId();
        try (UdpWire device = datagrams(0); UdpWire stranger = datagrams(1)) {
            assertThat(ask(device, Messages.registerPk(id)).getRegisterPkResponse().getResult()).isEqualTo(Result.OK);
            ByteString other = ByteString.copyFromUtf8("another machine");
            assertThat(ask(stranger, Messages.registerPk(id, other)).getRegisterPkResponse().getResult())
                    .isEqualTo(Result.UUID_MISMATCH);
        }
    }

    @Test
    void heartbeatsCostRedisNothing() throws Exception {
        List<UdpWire> wires = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            UdpWire wire = datagrams(i % 2);
            wires.add(wire);
            ids.add(Messages.freshId());
            assertThat(ask(wire, Messages.registerPk(ids.get(i))).getRegisterPkResponse().getResult())
                    .isEqualTo(Result.OK);
        }
        long began = System.nanoTime();
        long before = commands();
        // Ten minutes of one heartbeat in 15 s.
        for (int beat = 0; beat < 40; beat++) {
            for (int i = 0; i < wires.size(); i++) {
                assertThat(ask(wires.get(i), Messages.registerPeer(ids.get(i))).getRegisterPeerResponse()
                        .getRequestPk()).isFalse();
            }
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + 1;
        // What the two nodes and their relays ask by the clock: some 20 commands a second, with scripts counted twice.
        assertThat(commands() - before).isLessThan(80 * seconds).isLessThan(40 * wires.size());
        for (UdpWire wire : wires) {
            wire.close();
        }
    }

    private long commands() throws Exception {
        return cluster.redis().ask("INFO", "stats").lines()
                .filter(line -> line.startsWith("total_commands_processed:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst().orElseThrow();
    }

    @Test
    void withoutRedisDevicesAndLocalIntroductionsGoOnAndAllHealsWhenItIsBack() throws Exception {
        String id = device(0, false);
        cluster.redis().kill();

        try (UdpWire fresh = datagrams(1)) {
            assertThat(ask(fresh, Messages.registerPk(Messages.freshId())).getRegisterPkResponse().getResult())
                    .isEqualTo(Result.SERVER_ERROR);
        }
        assertThat(asking(0, HERE).connect(id, Request.direct(BYTES)).way()).isEqualTo(Way.DIRECT);
        assertThatThrownBy(() -> asking(1, HERE).connect(id, Request.direct(BYTES)))
                .isInstanceOf(SimulatedController.RefusedException.class).hasMessageContaining("Try again");

        cluster.redis().start();
        // It came back empty: the node tells it of the device again.
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                asking(1, HERE).connect(id, Request.direct(BYTES)).way()).isEqualTo(Way.DIRECT));
        try (UdpWire stranger = datagrams(1)) {
            ByteString other = ByteString.copyFromUtf8("another machine");
            assertThat(ask(stranger, Messages.registerPk(id, other)).getRegisterPkResponse().getResult())
                    .isEqualTo(Result.UUID_MISMATCH);
        }
    }

    @Test
    void aNodeWithAnotherKeyDoesNotStart() throws Exception {
        Path data = Files.createDirectories(directory.resolve("stranger"));
        assertThatThrownBy(() -> cluster.start(Map.of(Setting.CLUSTER_PORT, String.valueOf(TestCluster.freePort())),
                Map.of(Setting.DATA_DIR, data.toString())))
                .isInstanceOf(SettingsException.class).hasMessageContaining(cluster.target(0).key());
    }

    @Test
    void whatAnOperatorChangesAtOneNodeHoldsAtAll() throws Exception {
        String id = device(1, false);
        assertThat(asking(1, THERE).connect(id, Request.direct(BYTES)).way()).isEqualTo(Way.SAME_INTRANET);
        console(cluster.target(0).port() - 1, "aur Y");
        console(cluster.target(0).port() + 1, "Ba 127.0.0.99");
        console(cluster.target(0).port() + 1, "sb 77");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                asking(1, THERE).connect(id, Request.direct(BYTES)).way()).isEqualTo(Way.RELAY));
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(console(cluster.target(1).port() + 1, "B")).contains("127.0.0.99"));
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(console(cluster.target(1).port() + 1, "sb")).contains("77"));
    }

    private static String console(int port, String line) throws Exception {
        try (Socket console = new Socket("127.0.0.1", port)) {
            console.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            return new String(console.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void anOperatorSeesTheClusterAndWhatIsMissing() throws Exception {
        String metrics = cluster.node(0).summary().lines().filter(line -> line.endsWith("/metrics"))
                .map(line -> line.substring(line.indexOf("//") + 2).replace("/metrics", "")).findFirst().orElseThrow();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(status(metrics)).startsWith("0\n"));
        assertThat(status(metrics)).contains("node0-", "node1-", "reachable", "offered").doesNotContain("UNREACHABLE");

        cluster.redis().kill();
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(status(metrics)).startsWith("1\n").contains("NOT REACHED"));
    }

    private static String status(String node) {
        CommandLine line = FairleadCommand.commandLine(Path.of("."), Map.of());
        StringWriter out = new StringWriter();
        line.setOut(new PrintWriter(out, true));
        int code = line.execute("cluster", "status", "--node", node);
        return code + "\n" + out;
    }
}
