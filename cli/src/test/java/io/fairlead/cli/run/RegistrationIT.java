package io.fairlead.cli.run;

import static io.fairlead.cli.run.TestServer.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.fairlead.cli.option.Setting;
import io.fairlead.load.client.UdpWire;
import io.fairlead.protocol.message.RegisterPeer;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Protocol section 6, over real sockets. */
class RegistrationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofMillis(400);
    private static final AtomicInteger IDS = new AtomicInteger(500_000_000);
    private static final ByteString UUID = ByteString.copyFromUtf8("0123456789abcdef");
    private static final ByteString KEY = ByteString.copyFrom(new byte[32]);

    @TempDir
    private Path directory;

    private TestServer server;
    private final String id = String.valueOf(IDS.incrementAndGet());

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory, Map.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private UdpWire from(String ip) throws IOException {
        return new UdpWire(server.target().rendezvous(), at(ip));
    }

    private static Result key(UdpWire wire, String id, ByteString uuid, ByteString key) throws IOException {
        wire.send(RendezvousMessage.newBuilder()
                .setRegisterPk(RegisterPk.newBuilder().setId(id).setUuid(uuid).setPk(key))
                .build());
        RendezvousMessage answer = wire.receive(PATIENCE);
        assertThat(answer.hasRegisterPkResponse()).isTrue();
        return answer.getRegisterPkResponse().getResult();
    }

    private static boolean asksForKey(UdpWire wire, String id) throws IOException {
        wire.send(RendezvousMessage.newBuilder()
                .setRegisterPeer(RegisterPeer.newBuilder().setId(id))
                .build());
        RendezvousMessage answer = wire.receive(PATIENCE);
        assertThat(answer.hasRegisterPeerResponse()).isTrue();
        return answer.getRegisterPeerResponse().getRequestPk();
    }

    @Test
    void asksAnUnknownDeviceForItsKeyAndKnowsItAfterwards() throws Exception {
        try (UdpWire device = from("127.0.0.2")) {
            assertThat(asksForKey(device, id)).isTrue();
            assertThat(key(device, id, UUID, KEY)).isEqualTo(Result.OK);
            assertThat(asksForKey(device, id)).isFalse();
        }
    }

    @Test
    void knowsItsDevicesAgainAfterARestartWithoutAskingThemForTheirKeys() throws Exception {
        try (UdpWire device = from("127.0.0.2")) {
            assertThat(key(device, id, UUID, KEY)).isEqualTo(Result.OK);
        }
        server.close();
        server = TestServer.start(directory, Map.of());
        try (UdpWire device = from("127.0.0.2");
                UdpWire moved = from("127.0.0.3")) {
            assertThat(asksForKey(moved, id)).as("from another address").isTrue();
            assertThat(asksForKey(device, id)).isFalse();
        }
    }

    @Test
    void doesNotAnswerWithoutUuidOrKey() throws Exception {
        try (UdpWire device = from("127.0.0.2")) {
            device.send(RendezvousMessage.newBuilder()
                    .setRegisterPk(RegisterPk.newBuilder().setId(id).setPk(KEY))
                    .build());
            device.send(RendezvousMessage.newBuilder()
                    .setRegisterPk(RegisterPk.newBuilder().setId(id).setUuid(UUID))
                    .build());
            assertThatThrownBy(() -> device.receive(SILENCE)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void refusesShortIds() throws Exception {
        try (UdpWire device = from("127.0.0.2")) {
            assertThat(key(device, "abc", UUID, KEY)).isEqualTo(Result.UUID_MISMATCH);
            assertThat(key(device, "", UUID, KEY)).isEqualTo(Result.UUID_MISMATCH);
            assertThat(key(device, "x".repeat(101), UUID, KEY)).isEqualTo(Result.INVALID_ID_FORMAT);
        }
    }

    @Test
    void aWrongUuidChangesNothing() throws Exception {
        ByteString otherKey = ByteString.copyFrom(new byte[31]).concat(ByteString.copyFromUtf8("x"));
        try (UdpWire device = from("127.0.0.2");
                UdpWire stranger = from("127.0.0.3")) {
            assertThat(key(device, id, UUID, KEY)).isEqualTo(Result.OK);
            assertThat(key(stranger, id, ByteString.copyFromUtf8("stranger"), otherKey))
                    .isEqualTo(Result.UUID_MISMATCH);
            assertThat(asksForKey(device, id)).isFalse();
            assertThat(asksForKey(stranger, id)).isTrue();
            assertThat(key(stranger, id, UUID, otherKey))
                    .as("the uuid is right, but address and key both differ")
                    .isEqualTo(Result.UUID_MISMATCH);
            assertThat(key(device, id, UUID, KEY)).isEqualTo(Result.OK);
        }
    }

    @Test
    void aDeviceThatMovesIsAskedForItsKeyAndAStrangerCannotDisplaceIt() throws Exception {
        try (UdpWire device = from("127.0.0.2");
                UdpWire stranger = from("127.0.0.3");
                UdpWire moved = from("127.0.0.4")) {
            assertThat(key(device, id, UUID, KEY)).isEqualTo(Result.OK);
            assertThat(asksForKey(stranger, id)).isTrue();
            assertThat(asksForKey(device, id)).as("the device has kept its place").isFalse();
            assertThat(asksForKey(moved, id)).isTrue();
            assertThat(key(moved, id, UUID, KEY)).isEqualTo(Result.OK);
            assertThat(asksForKey(moved, id)).isFalse();
        }
    }

    @Test
    void limitsTheKeysOfOneIdAndOfOneAddress() throws Exception {
        try (UdpWire device = from("127.0.0.5")) {
            for (int i = 0; i < 3; i++) {
                assertThat(key(device, id, UUID, KEY)).isEqualTo(Result.OK);
            }
            assertThat(key(device, id, UUID, KEY)).isEqualTo(Result.TOO_FREQUENT);
            Result last = Result.OK;
            for (int i = 0; i < 40; i++) {
                last = key(device, String.valueOf(IDS.incrementAndGet()), UUID, KEY);
            }
            assertThat(last).isEqualTo(Result.TOO_FREQUENT);
        }
        try (UdpWire other = from("127.0.0.6")) {
            assertThat(key(other, String.valueOf(IDS.incrementAndGet()), UUID, KEY)).isEqualTo(Result.OK);
        }
    }

    @Test
    void aStoreThatFailsIsServerErrorAndNeverUuidMismatch() throws Exception {
        try (UdpWire device = from("127.0.0.2");
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("db_v2.sqlite3"));
                Statement statement = other.createStatement()) {
            assertThat(key(device, id, UUID, KEY)).isEqualTo(Result.OK);
            statement.execute("begin exclusive");
            device.send(RendezvousMessage.newBuilder()
                    .setRegisterPk(RegisterPk.newBuilder()
                            .setId(String.valueOf(IDS.incrementAndGet()))
                            .setUuid(UUID)
                            .setPk(KEY))
                    .build());
            assertThat(device.receive(Duration.ofSeconds(15)).getRegisterPkResponse().getResult())
                    .isEqualTo(Result.SERVER_ERROR);
            assertThat(asksForKey(device, id)).as("devices that are held are served on").isFalse();
            statement.execute("rollback");
            assertThat(key(device, String.valueOf(IDS.incrementAndGet()), UUID, KEY)).isEqualTo(Result.OK);
        }
    }

    @Test
    void whileTheFileCannotBeReadADeviceThatIsHeldIsConfirmedAndNobodyElse() throws Exception {
        try (UdpWire device = from("127.0.0.2");
                UdpWire stranger = from("127.0.0.3");
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("db_v2.sqlite3"));
                Statement statement = other.createStatement()) {
            assertThat(key(device, id, UUID, KEY)).isEqualTo(Result.OK);
            statement.execute("alter table peer rename to away");
            assertThat(key(device, id, UUID, KEY)).isEqualTo(Result.OK);
            ByteString another = ByteString.copyFromUtf8("another of the kind");
            assertThat(key(device, id, another, KEY)).as("another uuid").isEqualTo(Result.SERVER_ERROR);
            assertThat(key(stranger, id, UUID, KEY)).as("another address").isEqualTo(Result.SERVER_ERROR);
            assertThat(key(stranger, String.valueOf(IDS.incrementAndGet()), UUID, KEY)).as("not held")
                    .isEqualTo(Result.SERVER_ERROR);
            statement.execute("alter table away rename to peer");
            assertThat(key(device, id, UUID, another)).as("a new key").isEqualTo(Result.OK);
        }
    }

    @Test
    void answersNoDatagramThatCouldBeReflected() throws Exception {
        try (UdpWire victim = from("127.0.0.2")) {
            for (String hex : List.of("420b0a09313233343536373839", "52020a00", "6a020a00", "9201020a00")) {
                victim.sendBytes(HexFormat.of().parseHex(hex));
            }
            assertThatThrownBy(() -> victim.receive(SILENCE)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void tellsDevicesWithAnOlderListWhereToGo() throws Exception {
        server.close();
        server = TestServer.start(
                directory, Map.of(Setting.SERIAL, "3", Setting.RENDEZVOUS_SERVERS, "a.example,b.example:1"));
        try (UdpWire device = from("127.0.0.2")) {
            assertThat(key(device, id, UUID, KEY)).isEqualTo(Result.OK);
            assertThat(asksForKey(device, id)).isFalse();
            assertThat(device.receive(PATIENCE).getConfigureUpdate().getRendezvousServersList())
                    .containsExactly("a.example", "b.example:1");
        }
    }
}
