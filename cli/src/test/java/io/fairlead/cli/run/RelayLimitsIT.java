package io.fairlead.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cli.option.Setting;
import io.fairlead.load.client.Relays;
import io.fairlead.load.client.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a relay grants one address, and its console. */
class RelayLimitsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.2");

    @TempDir
    private Path directory;

    private static Wire leg(TestServer server, String uuid) throws IOException {
        return Relays.open(server.target(), "", uuid, HERE, false);
    }

    @Test
    void legsOfOneAddressThatWaitAreLimited() throws Exception {
        try (TestServer server = TestServer.start(directory, Map.of(Setting.MAX_PARKED_LEGS_PER_ADDRESS, "1"));
                Wire first = leg(server, "a")) {
            Awaitility.await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(server.metrics()).contains("fairlead_relay_parked 1"));
            try (Wire second = leg(server, "b")) {
                assertThat(second.receivePayload(PATIENCE)).isEmpty();
            }
            try (Wire other = Relays.open(server.target(), "", "a", InetAddress.ofLiteral("127.0.0.3"), false)) {
                first.sendPayload(new byte[]{1});
                assertThat(other.receivePayload(PATIENCE)).isPresent();
            }
            assertThat(server.metrics())
                    .contains("fairlead_relay_legs_total{outcome=\"too_many_parked_of_address\"} 1");
        }
    }

    @Test
    void aFirstMessageThatIsTooLongIsRefusedOnWebSocketToo() throws Exception {
        try (TestServer server = TestServer.start(directory, Map.of())) {
            for (boolean webSocket : new boolean[]{false, true}) {
                try (Wire leg = Relays.open(server.target(), "", "u".repeat(5000), HERE, webSocket)) {
                    assertThat(isEnded(leg)).isTrue();
                }
            }
        }
    }

    /** By a reset also: the rest of what is too long is not read, which the kernel tells so. */
    private static boolean isEnded(Wire leg) throws IOException {
        try {
            return leg.receivePayload(PATIENCE).isEmpty();
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void anAddressOnTheBlackListIsHeldDownFromTheBeginning() throws Exception {
        Files.writeString(directory.resolve("blacklist.txt"), "127.0.0.2\n");
        try (TestServer server = TestServer.start(
                directory, Map.of(Setting.LIMIT_SPEED, "8", Setting.SINGLE_BANDWIDTH, "1000"))) {
            String uuid = UUID.randomUUID().toString();
            try (Wire one = leg(server, uuid);
                    Wire other = leg(server, uuid)) {
                long started = System.nanoTime();
                Thread.ofVirtual().start(() -> send(one, 4));
                for (int i = 0; i < 4; i++) {
                    assertThat(other.receivePayload(PATIENCE)).isPresent();
                }
                // 4 MB at 1 MB/s; at full speed it would be over in the time of a sweep.
                assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(1500));
            }
        }
    }

    @Test
    void anAddressOnTheBlockListIsRefusedAndItsSessionsEnd() throws Exception {
        Files.writeString(directory.resolve("blocklist.txt"), "127.0.0.2\n");
        try (TestServer server = TestServer.start(directory, Map.of())) {
            try (Wire refused = leg(server, "a")) {
                assertThat(refused.receivePayload(PATIENCE)).isEmpty();
            }
            assertThat(console(server, "B 127.0.0.2")).isEqualTo("true\n");
            assertThat(console(server, "Br 127.0.0.2")).isEmpty();
            try (Wire one = leg(server, "b");
                    Wire other = leg(server, "b")) {
                one.sendPayload(new byte[]{1});
                assertThat(other.receivePayload(PATIENCE)).hasValue(new byte[]{1});
                assertThat(console(server, "Ba 127.0.0.2,127.0.0.4")).isEmpty();
                assertThat(other.receivePayload(PATIENCE)).isEmpty();
            }
            assertThat(console(server, "B")).isEqualTo("127.0.0.2\n127.0.0.4\n");
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(server.metrics())
                    .contains("fairlead_relay_legs_total{outcome=\"blocked\"} 1"));
        }
    }

    @Test
    void theConsoleShowsAndChangesBlackListAndBandwidthRules() throws Exception {
        try (TestServer server = TestServer.start(directory, Map.of())) {
            assertThat(console(server, "ba 127.0.0.9")).isEmpty();
            assertThat(console(server, "b")).isEqualTo("127.0.0.9\n");
            assertThat(console(server, "br 127.0.0.9")).isEmpty();
            assertThat(console(server, "b 127.0.0.9")).isEqualTo("false\n");
            assertThat(console(server, "ba nonsense")).contains("'nonsense'");

            assertThat(console(server, "dt")).isEqualTo("0.66\n");
            assertThat(console(server, "dt 0.5")).isEmpty();
            assertThat(console(server, "dt")).isEqualTo("0.5\n");
            assertThat(console(server, "t 60")).isEmpty();
            assertThat(console(server, "t")).isEqualTo("60s\n");
            assertThat(console(server, "tb 10")).isEmpty();
            assertThat(console(server, "tb")).isEqualTo("10Mb/s\n");
            assertThat(console(server, "sb 5")).isEmpty();
            assertThat(console(server, "sb")).isEqualTo("5Mb/s\n");
            assertThat(console(server, "sb much")).contains("'much'");
            assertThat(console(server, "ls")).isEqualTo("32Mb/s\n");
        }
    }

    private static String console(TestServer server, String line) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.target().port() + 1)) {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static void send(Wire wire, int megabytes) {
        try {
            for (int i = 0; i < megabytes; i++) {
                wire.sendPayload(new byte[1_000_000]);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theConsoleAnswersALineThatEndsWithTheConnection() throws Exception {
        try (TestServer server = TestServer.start(directory, Map.of())) {
            for (int port : new int[]{server.target().port() + 1, server.target().port() - 1}) {
                try (Socket socket = new Socket("127.0.0.1", port)) {
                    socket.getOutputStream().write('h');
                    socket.shutdownOutput();
                    assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                            .isNotEmpty();
                }
            }
        }
    }

    @Test
    void aLoopbackClientThatEndsWithoutAWordIsClosed() throws Exception {
        try (TestServer server = TestServer.start(directory, Map.of())) {
            for (int port : new int[]{server.target().port() + 1, server.target().port() - 1}) {
                try (Socket socket = new Socket("127.0.0.1", port)) {
                    socket.shutdownOutput();
                    assertThat(socket.getInputStream().read()).isNegative();
                }
            }
        }
    }
}
