package io.fairlead.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.cli.option.Setting;
import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.SimulatedController;
import io.fairlead.load.client.SimulatedController.RefusedException;
import io.fairlead.load.client.SimulatedController.Request;
import io.fairlead.load.client.SimulatedController.Session;
import io.fairlead.load.client.SimulatedController.Way;
import io.fairlead.load.client.SimulatedDevice;
import io.fairlead.load.client.Target;
import io.fairlead.protocol.message.NatType;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Protocol sections 7 to 10 and 12, by clients that move bytes. */
class IntroductionIT {
    private static final int BYTES = 300_000;
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.2");
    private static final InetAddress THERE = InetAddress.ofLiteral("127.0.0.3");

    @TempDir
    private Path directory;

    private TestServer server;
    private final List<SimulatedDevice> devices = new ArrayList<>();
    private final Random random = new Random();

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory, Map.of(Setting.DEVICE_TIMEOUT, "2"));
    }

    @AfterEach
    void stop() {
        devices.forEach(SimulatedDevice::close);
        server.close();
    }

    private String device(boolean webSocketLegs) throws Exception {
        DeviceProfile made = DeviceProfile.random(random, THERE);
        DeviceProfile quick = new DeviceProfile(made.id(), made.uuid(), made.publicKey(), THERE,
                Duration.ofMillis(500), made.version());
        SimulatedDevice device = SimulatedDevice.start(server.target(), quick, webSocketLegs);
        devices.add(device);
        device.registered().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return quick.id();
    }

    private SimulatedController at(InetAddress source) {
        return new SimulatedController(server.target(), source);
    }

    @Test
    void connectsDirectlyAcrossAddresses() throws Exception {
        Session session = at(HERE).connect(device(false), Request.direct(BYTES));
        assertThat(session.way()).isEqualTo(Way.DIRECT);
        assertThat(session.verified()).isTrue();
    }

    @Test
    void connectsInsideOneIntranet() throws Exception {
        Session session = at(THERE).connect(device(false), Request.direct(BYTES));
        assertThat(session.way()).isEqualTo(Way.SAME_INTRANET);
        assertThat(session.verified()).isTrue();
    }

    @Test
    void relaysForcedSymmetricAndWebSocketSessionsInAllPairings() throws Exception {
        for (boolean deviceByWebSocket : new boolean[]{false, true}) {
            String id = device(deviceByWebSocket);
            for (Request request : List.of(
                    new Request(false, true, NatType.ASYMMETRIC, BYTES),
                    new Request(false, false, NatType.SYMMETRIC, BYTES),
                    new Request(true, false, NatType.ASYMMETRIC, BYTES))) {
                Session session = at(HERE).connect(id, request);
                assertThat(session.way()).as(request.toString()).isEqualTo(Way.RELAY);
                assertThat(session.verified()).isTrue();
            }
        }
    }

    @Test
    void relaysOnRequest() throws Exception {
        Session session = at(HERE).relay(device(false), "", Request.direct(BYTES));
        assertThat(session.way()).isEqualTo(Way.RELAY);
    }

    @Test
    void alwaysUseRelayWinsOverTheSameIntranet() throws Exception {
        server.close();
        server = TestServer.start(directory, Map.of(Setting.ALWAYS_USE_RELAY, "Y"));
        assertThat(at(THERE).connect(device(false), Request.direct(BYTES)).way()).isEqualTo(Way.RELAY);
    }

    @Test
    void refusesUnknownOfflineAndUnlicensed() throws Exception {
        String id = device(false);
        Target stranger = new Target("127.0.0.1", server.target().port(), "another key");
        assertThatThrownBy(() -> new SimulatedController(stranger, HERE).connect(id, Request.direct(1)))
                .isInstanceOf(RefusedException.class)
                .hasMessage("LICENSE_MISMATCH");
        assertThatThrownBy(() -> at(HERE).connect("nobody000", Request.direct(1))).hasMessage("ID_NOT_EXIST");
        assertThatThrownBy(() -> at(HERE).relay("nobody000", "", Request.direct(1)))
                .hasMessage("ID does not exist");
        devices.getLast().close();
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThatThrownBy(() -> at(HERE).connect(id, Request.direct(1)))
                        .hasMessage("OFFLINE"));
        assertThat(at(HERE).online(List.of(id))).containsExactly(false);
    }

    @Test
    void whileTheFileCannotBeReadADeviceIsNotCalledUnknownAndOneJustAskedForIsFound() throws Exception {
        String asked = device(false);
        String other = device(false);
        at(HERE).connect(asked, Request.direct(1));
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("db_v2.sqlite3"));
                Statement statement = file.createStatement()) {
            statement.execute("alter table peer rename to away");
            assertThatThrownBy(() -> at(HERE).connect(other, Request.direct(1)))
                    .hasMessageContaining("cannot look devices up");
            assertThatThrownBy(() -> at(HERE).relay(other, "", Request.direct(1)))
                    .hasMessageContaining("cannot look devices up");
            assertThat(at(HERE).connect(asked, Request.direct(1)).verified()).isTrue();
            assertThat(at(HERE).online(List.of(asked, other))).containsExactly(true, true);
            statement.execute("alter table away rename to peer");
            assertThat(at(HERE).connect(other, Request.direct(1)).verified()).isTrue();
        }
    }

    @Test
    void tellsWhoIsOnlineInTheOrderAsked() throws Exception {
        String first = device(false);
        String second = device(false);
        List<String> asked = new ArrayList<>(List.of("none00", first));
        for (int i = 0; i < 20; i++) {
            asked.add("none" + i + "00");
        }
        asked.add(second);
        List<Boolean> online = at(HERE).online(asked);
        assertThat(online).hasSize(23);
        for (int i = 0; i < asked.size(); i++) {
            assertThat(online.get(i)).as(asked.get(i)).isEqualTo(i == 1 || i == 22);
        }
        assertThat(at(HERE).online(List.of())).isEmpty();
    }

    @Test
    void seesTheSamePortOnBothPortsOfTheNatTest() throws Exception {
        assertThat(at(HERE).natTest()).isEqualTo(NatType.ASYMMETRIC);
    }
}
