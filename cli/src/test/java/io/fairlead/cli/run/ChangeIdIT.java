package io.fairlead.cli.run;

import static io.fairlead.cli.run.Messages.UUID;
import static io.fairlead.cli.run.Messages.changeId;
import static io.fairlead.cli.run.Messages.freshId;
import static io.fairlead.cli.run.Messages.registerPeer;
import static io.fairlead.cli.run.Messages.registerPk;
import static io.fairlead.cli.run.TestServer.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fairlead.cli.option.Setting;
import io.fairlead.load.client.SecuredWire;
import io.fairlead.load.client.SimulatedController;
import io.fairlead.load.client.SimulatedController.Request;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that get another id, protocol section 11. */
class ChangeIdIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ByteString OTHER_UUID = ByteString.copyFromUtf8("another device's");

    @TempDir
    private Path directory;

    private TestServer server;
    private UdpWire device;
    private final String id = freshId();

    @BeforeEach
    void start() throws Exception {
        start(Map.of());
    }

    private void start(Map<Setting, String> more) throws Exception {
        server = TestServer.start(directory, more);
        device = new UdpWire(server.target().rendezvous(), at("127.0.0.2"));
        assertThat(register(device, id, UUID)).isEqualTo(Result.OK);
    }

    @AfterEach
    void stop() {
        device.close();
        server.close();
    }

    private static Result register(UdpWire wire, String id, ByteString uuid) throws IOException {
        wire.send(registerPk(id, uuid));
        return wire.receive(PATIENCE).getRegisterPkResponse().getResult();
    }

    private Result change(String oldId, String newId, ByteString uuid) throws IOException {
        try (Wire wire = TcpWire.connect(server.target().rendezvous(), at("127.0.0.2"), PATIENCE)) {
            wire.send(changeId(oldId, newId, uuid));
            return wire.receive(PATIENCE).orElseThrow().getRegisterPkResponse().getResult();
        }
    }

    private SimulatedController controller() {
        return new SimulatedController(server.target(), InetAddress.ofLiteral("127.0.0.3"));
    }

    @Test
    void theDeviceHasItsNewIdAndTheOldOneIsFree() throws Exception {
        assertThat(change(id, "Laptop-1", UUID)).isEqualTo(Result.OK);

        assertThat(controller().online(List.of(id))).containsExactly(false);
        Assertions.assertThatThrownBy(() -> controller().connect(id, Request.direct(1))).hasMessage("ID_NOT_EXIST");
        device.send(registerPeer("Laptop-1"));
        assertThat(device.receive(PATIENCE).getRegisterPeerResponse().getRequestPk()).isFalse();
        assertThat(controller().online(List.of("Laptop-1"))).containsExactly(true);
        try (UdpWire other = new UdpWire(server.target().rendezvous(), at("127.0.0.4"))) {
            assertThat(register(other, "Laptop-1", OTHER_UUID)).isEqualTo(Result.UUID_MISMATCH);
            assertThat(register(other, id, OTHER_UUID)).isEqualTo(Result.OK);
        }
    }

    @Test
    void theChangeOutlivesTheServer() throws Exception {
        assertThat(change(id, "Laptop-1", UUID)).isEqualTo(Result.OK);
        device.close();
        server.close();
        server = TestServer.start(directory, Map.of());
        device = new UdpWire(server.target().rendezvous(), at("127.0.0.2"));
        device.send(registerPeer("Laptop-1"));
        assertThat(device.receive(PATIENCE).getRegisterPeerResponse().getRequestPk()).isFalse();
    }

    @Test
    void itMayBeAskedOverASecuredConnectionAndTwice() throws Exception {
        TcpWire tcp = TcpWire.connect(server.target().rendezvous(), at("127.0.0.2"), PATIENCE);
        try (Wire wire = SecuredWire.secure(tcp, server.target().key(), PATIENCE)) {
            for (int i = 0; i < 2; i++) {
                wire.send(changeId(id, "Laptop-2", UUID));
                assertThat(wire.receive(PATIENCE).orElseThrow().getRegisterPkResponse().getResult())
                        .isEqualTo(Result.OK);
            }
        }
    }

    @Test
    void onlyWhoKnowsTheUuidMovesTheDevice() throws Exception {
        assertThat(change(id, "Laptop-3", OTHER_UUID)).isEqualTo(Result.UUID_MISMATCH);
        assertThat(change(id, "Laptop-3", ByteString.EMPTY)).isEqualTo(Result.UUID_MISMATCH);
        assertThat(change("nobody", "Laptop-3", UUID)).isEqualTo(Result.UUID_MISMATCH);
        assertThat(controller().online(List.of(id, "Laptop-3"))).containsExactly(true, false);
    }

    @Test
    void refusesIdsThatClientsWouldNotAcceptAndThoseThatExist() throws Exception {
        for (String bad : List.of("", "short", "1abcdef", "with blank", "abcdef0123456789x", "abc.def", "ümlaut")) {
            assertThat(change(id, bad, UUID)).as(bad).isEqualTo(Result.INVALID_ID_FORMAT);
        }
        try (UdpWire other = new UdpWire(server.target().rendezvous(), at("127.0.0.4"))) {
            assertThat(register(other, "Laptop-4", OTHER_UUID)).isEqualTo(Result.OK);
        }
        assertThat(change(id, "Laptop-4", UUID)).isEqualTo(Result.ID_EXISTS);
        assertThat(controller().online(List.of(id))).containsExactly(true);
    }

    @Test
    void anAddressMayNotChangeIdsWithoutEnd() throws Exception {
        Result last = Result.OK;
        for (int i = 0; i < 40; i++) {
            last = change(id, "Laptop-5", OTHER_UUID);
        }
        assertThat(last).isEqualTo(Result.TOO_FREQUENT);
    }

    @Test
    void aStoreThatFailsIsServerError() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("db_v2.sqlite3"));
                Statement statement = other.createStatement()) {
            statement.execute("begin exclusive");
            assertThat(change(id, "Laptop-6", UUID)).isEqualTo(Result.SERVER_ERROR);
            statement.execute("rollback");
        }
        assertThat(change(id, "Laptop-6", UUID)).isEqualTo(Result.OK);
    }

    @Test
    void theOldIdIsHeldIfTheOperatorWantsIt() throws Exception {
        stop();
        start(Map.of(Setting.ID_HOLD, "3600"));
        assertThat(change(id, "Laptop-7", UUID)).isEqualTo(Result.OK);
        Assertions.assertThatThrownBy(() -> controller().connect(id, Request.direct(1))).hasMessage("OFFLINE");
        try (UdpWire other = new UdpWire(server.target().rendezvous(), at("127.0.0.4"))) {
            assertThat(register(other, id, OTHER_UUID)).isEqualTo(Result.UUID_MISMATCH);
        }
        assertThat(register(device, id, UUID)).as("its owner may have it back").isEqualTo(Result.OK);
    }

    @Test
    void aDeviceOnAConnectionIsDisconnectedFromItsOldId() throws Exception {
        String connected = freshId();
        try (Wire wire = TcpWire.connect(server.target().rendezvous(), at("127.0.0.2"), PATIENCE)) {
            wire.send(registerPk(connected));
            assertThat(wire.receive(PATIENCE).orElseThrow().getRegisterPkResponse().getResult()).isEqualTo(Result.OK);
            assertThat(change(connected, "Laptop-8", UUID)).isEqualTo(Result.OK);
            assertThat(wire.receive(PATIENCE)).isEmpty();
        }
    }
}
