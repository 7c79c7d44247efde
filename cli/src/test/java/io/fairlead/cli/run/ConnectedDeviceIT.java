package io.fairlead.cli.run;

import static io.fairlead.cli.run.Messages.freshId;
import static io.fairlead.cli.run.Messages.message;
import static io.fairlead.cli.run.Messages.punchHole;
import static io.fairlead.cli.run.Messages.registerPeer;
import static io.fairlead.cli.run.Messages.registerPk;
import static io.fairlead.cli.run.TestServer.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fairlead.cli.option.Setting;
import io.fairlead.load.client.SecuredWire;
import io.fairlead.load.client.SimulatedController;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.client.WebSocketWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.address.MangledAddress;
import io.fairlead.protocol.message.HealthCheck;
import io.fairlead.protocol.message.RegisterPkResponse;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that register over TCP and WebSocket, protocol section 6, and health checks. */
class ConnectedDeviceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private TestServer server;
    private final String id = freshId();

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory, Map.of(Setting.KEEP_ALIVE, "1", Setting.IDLE_TIMEOUT, "2"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TcpWire tcp(String ip) throws IOException {
        return TcpWire.connect(server.target().rendezvous(), at(ip), PATIENCE);
    }

    private Wire webSocket() throws IOException {
        return WebSocketWire.connect(server.target().rendezvousWebSocket(), PATIENCE);
    }

    private SecuredWire secured(String ip) throws IOException {
        return SecuredWire.secure(tcp(ip), server.target().key(), PATIENCE);
    }

    private static RegisterPkResponse register(Wire wire, String id, ByteString uuid) throws IOException {
        wire.send(registerPk(id, uuid));
        return wire.receive(PATIENCE).orElseThrow().getRegisterPkResponse();
    }

    private static void register(Wire wire, String id) throws IOException {
        RegisterPkResponse response = register(wire, id, Messages.UUID);
        assertThat(response.getResult()).isEqualTo(Result.OK);
        assertThat(response.getKeepAlive()).isEqualTo(1);
    }

    private void awaitOnline(boolean online) {
        SimulatedController controller = new SimulatedController(server.target(), InetAddress.ofLiteral("127.0.0.9"));
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(controller.online(List.of(id))).containsExactly(online));
    }

    /** Asks for the device and gives out what it was pushed, which must name the asker. */
    private RendezvousMessage pushed(Wire device) throws IOException {
        try (TcpWire controller = tcp("127.0.0.8")) {
            controller.send(message(punchHole(id, server.target().key())));
            RendezvousMessage push = device.receive(PATIENCE).orElseThrow();
            assertThat(MangledAddress.decode(push.getPunchHole().getSocketAddr())).contains(controller.local());
            return push;
        }
    }

    @Test
    void isOnlineAndPushedToWhileItsTcpConnectionLives() throws Exception {
        try (Wire device = tcp("127.0.0.2")) {
            register(device, id);
            awaitOnline(true);
            assertThat(pushed(device).hasPunchHole()).isTrue();
        }
        awaitOnline(false);
    }

    @Test
    void isOnlineAndPushedToWhileItsSecuredConnectionLives() throws Exception {
        try (Wire device = secured("127.0.0.2")) {
            register(device, id);
            awaitOnline(true);
            assertThat(pushed(device).hasPunchHole()).isTrue();
        }
        awaitOnline(false);
    }

    @Test
    void isOnlineAndPushedToWhileItsWebSocketLives() throws Exception {
        try (Wire device = webSocket()) {
            register(device, id);
            awaitOnline(true);
            assertThat(pushed(device).hasPunchHole()).isTrue();
        }
        awaitOnline(false);
    }

    @Test
    void getsEmptyFramesAndStaysAsLongAsItEchoesThem() throws Exception {
        staysAsLongAsItEchoes(tcp("127.0.0.2"));
        staysAsLongAsItEchoes(secured("127.0.0.2"));
        staysAsLongAsItEchoes(webSocket());
    }

    private void staysAsLongAsItEchoes(Wire wire) throws Exception {
        try (Wire device = wire) {
            register(device, id);
            // Longer than the idle time-out, which no longer holds.
            for (int i = 0; i < 4; i++) {
                assertThat(device.receivePayload(PATIENCE).orElseThrow()).isEmpty();
                device.sendPayload(new byte[0]);
            }
            awaitOnline(true);
        }
    }

    @Test
    void isClosedAndOfflineWhenItDoesNotEcho() throws Exception {
        try (Wire device = tcp("127.0.0.2")) {
            register(device, id);
            while (device.receivePayload(PATIENCE).isPresent()) {
                assertThat(device).isNotNull();
            }
            awaitOnline(false);
        }
    }

    @Test
    void aNewConnectionReplacesTheOldOneWhichIsClosed() throws Exception {
        try (Wire old = tcp("127.0.0.2")) {
            register(old, id);
            try (Wire device = secured("127.0.0.2")) {
                register(device, id);
                awaitClosed(old);
                assertThat(pushed(device).hasPunchHole()).isTrue();
                awaitOnline(true);
            }
        }
    }

    @Test
    void comingBackByUdpReplacesTheConnectionButOnlyWithItsKey() throws Exception {
        try (Wire old = tcp("127.0.0.2");
                UdpWire udp = new UdpWire(server.target().rendezvous(), at("127.0.0.2"))) {
            register(old, id);
            udp.send(registerPeer(id));
            assertThat(udp.receive(PATIENCE).getRegisterPeerResponse().getRequestPk()).isTrue();
            assertThat(pushed(old).hasPunchHole()).as("a heartbeat alone moves nothing").isTrue();

            udp.send(registerPk(id));
            assertThat(udp.receive(PATIENCE).getRegisterPkResponse().getResult()).isEqualTo(Result.OK);
            awaitClosed(old);
            udp.send(registerPeer(id));
            assertThat(udp.receive(PATIENCE).getRegisterPeerResponse().getRequestPk()).isFalse();
            awaitOnline(true);
        }
    }

    @Test
    void comingBackByTcpReplacesTheUdpPathAndALateHeartbeatDoesNotUndoIt() throws Exception {
        try (UdpWire udp = new UdpWire(server.target().rendezvous(), at("127.0.0.2"))) {
            udp.send(registerPk(id));
            assertThat(udp.receive(PATIENCE).getRegisterPkResponse().getResult()).isEqualTo(Result.OK);
            try (Wire device = tcp("127.0.0.2")) {
                register(device, id);
                assertThat(pushed(device).hasPunchHole()).isTrue();
                udp.send(registerPeer(id));
                assertThat(udp.receive(PATIENCE).getRegisterPeerResponse().getRequestPk()).isTrue();
                assertThat(pushed(device).hasPunchHole()).isTrue();
                awaitOnline(true);
            }
            awaitOnline(false);
            udp.send(registerPeer(id));
            assertThat(udp.receive(PATIENCE).getRegisterPeerResponse().getRequestPk()).isFalse();
            awaitOnline(true);
        }
    }

    @Test
    void aStrangersConnectionDisplacesNobody() throws Exception {
        try (Wire device = tcp("127.0.0.2")) {
            register(device, id);
            try (Wire stranger = tcp("127.0.0.2")) {
                assertThat(register(stranger, id, ByteString.copyFromUtf8("stranger")).getResult())
                        .isEqualTo(Result.UUID_MISMATCH);
            }
            assertThat(pushed(device).hasPunchHole()).isTrue();
        }
    }

    @Test
    void aHealthCheckIsHeldWhileItEchoes() throws Exception {
        try (Wire controller = secured("127.0.0.2")) {
            controller.send(RendezvousMessage.newBuilder().setHc(HealthCheck.newBuilder().setToken("t")).build());
            assertThat(controller.receive(PATIENCE).orElseThrow().getRegisterPkResponse().getKeepAlive())
                    .isEqualTo(1);
            for (int i = 0; i < 4; i++) {
                assertThat(controller.receivePayload(PATIENCE).orElseThrow()).isEmpty();
                controller.sendPayload(new byte[0]);
            }
        }
    }

    private static void awaitClosed(Wire wire) throws IOException {
        for (int i = 0; i < 3; i++) {
            // At most an empty frame or two came before the end.
            if (wire.receivePayload(PATIENCE).isEmpty()) {
                return;
            }
        }
        throw new AssertionError("the connection was not closed");
    }
}
