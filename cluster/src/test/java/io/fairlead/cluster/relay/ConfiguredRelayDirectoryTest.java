package io.fairlead.cluster.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.protocol.address.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Looks at relays that are listening sockets on the loopback. */
class ConfiguredRelayDirectoryTest {
    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    @Test
    void aRelayThatEndsIsDeadAndOneThatComesBackIsAlive() throws IOException {
        try (ServerSocket steady = listen(0); ServerSocket ending = listen(0)) {
            int port = ending.getLocalPort();
            try (RelayDirectory directory = directory(List.of(address(steady), address(ending)))) {
                assertThat(alive(directory)).containsExactly(true, true);

                ending.close();
                await().until(() -> alive(directory).equals(List.of(true, false)));

                try (ServerSocket again = listen(port)) {
                    assertThat(again.isBound()).isTrue();
                    await().until(() -> alive(directory).equals(List.of(true, true)));
                }
            }
        }
    }

    @Test
    void aNameThatIsNotKnownIsADeadRelay() throws IOException {
        try (ServerSocket steady = listen(0);
                RelayDirectory directory = directory(List.of("relay.invalid", address(steady)))) {
            await().until(() -> alive(directory).equals(List.of(false, true)));
        }
    }

    @Test
    void whenNoRelayIsReachedWhatWasLastKnownStays() {
        List<RelayNode> before = List.of(new RelayNode("a", false), new RelayNode("b", true));

        assertThat(RelayWatch.after(before, List.of(false, false))).isEqualTo(before);
    }

    @Test
    void whenARelayIsReachedEachIsAsTheLookFoundIt() {
        List<RelayNode> before = List.of(new RelayNode("a", false), new RelayNode("b", true));

        assertThat(RelayWatch.after(before, List.of(true, false)))
                .containsExactly(new RelayNode("a", true), new RelayNode("b", false));
    }

    @Test
    void relaysOfWhichNoneWasEverReachedStayAlive() throws IOException {
        int first;
        int second;
        try (ServerSocket a = listen(0); ServerSocket b = listen(0); ServerSocket steady = listen(0)) {
            first = a.getLocalPort();
            second = b.getLocalPort();
            a.close();
            b.close();
            try (RelayDirectory directory = directory(List.of("127.0.0.1:" + first, "127.0.0.1:" + second))) {
                await().during(INTERVAL.multipliedBy(10)).atMost(INTERVAL.multipliedBy(100))
                        .until(() -> alive(directory).equals(List.of(true, true)));

                directory.configure(List.of("127.0.0.1:" + first, address(steady)));
                await().until(() -> alive(directory).equals(List.of(false, true)));
            }
        }
    }

    @Test
    void aRelayIsAliveThatIsReachedByAnyWay() throws IOException {
        try (ServerSocket steady = listen(0); ServerSocket inside = listen(0); ServerSocket outside = listen(0)) {
            outside.close();
            String shutOff = address(outside);
            try (RelayDirectory directory = new ConfiguredRelayDirectory(List.of(shutOff, address(steady)), INTERVAL,
                    TIMEOUT, address -> Stream.of(address, shutOff.equals(address) ? address(inside) : address)
                            .map(way -> HostPort.parse(way, 21_117))
                            .toList())) {
                await().during(INTERVAL.multipliedBy(10)).atMost(INTERVAL.multipliedBy(100))
                        .until(() -> alive(directory).equals(List.of(true, true)));
                inside.close();
                await().until(() -> alive(directory).equals(List.of(false, true)));
            }
        }
    }

    @Test
    void oneRelayAloneIsNotLookedAt() throws IOException {
        try (ServerSocket relay = listen(0); RelayDirectory directory = directory(List.of(address(relay)))) {
            relay.setSoTimeout(300);

            assertThatThrownBy(relay::accept).isInstanceOf(SocketTimeoutException.class);
            assertThat(alive(directory)).containsExactly(true);
        }
    }

    @Test
    void relaysAreNotLookedAtAfterTheClose() throws IOException {
        try (ServerSocket a = listen(0); ServerSocket b = listen(0)) {
            RelayDirectory directory = directory(List.of(address(a), address(b)));
            a.accept().close();
            directory.close();
            directory.configure(List.of(address(b), address(a)));
            a.setSoTimeout(300);

            // What was under way when the directory closed may still be accepted; it ends.
            assertThatThrownBy(() -> {
                for (int i = 0; i < 10; i++) {
                    a.accept().close();
                }
            }).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void anAddressThatIsWrittenTwiceIsOneRelay() {
        try (RelayDirectory directory = directory(List.of("relay.invalid", " relay.invalid "))) {
            assertThat(directory.relays()).containsExactly(new RelayNode("relay.invalid", true));
        }
    }

    @Test
    void durationsBelowAMillisecondAreRefused() {
        assertThatThrownBy(() -> new ConfiguredRelayDirectory(List.of(), Duration.ZERO, TIMEOUT))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("interval: PT0S (expected: 1 ms or more)");
        assertThatThrownBy(() -> new ConfiguredRelayDirectory(List.of(), INTERVAL, Duration.ofNanos(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout: PT0.000000001S (expected: 1 ms or more)");
    }

    private static RelayDirectory directory(List<String> addresses) {
        return new ConfiguredRelayDirectory(addresses, INTERVAL, TIMEOUT);
    }

    private static List<Boolean> alive(RelayDirectory directory) {
        return directory.relays().stream().map(RelayNode::alive).toList();
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 1000);
        return socket;
    }

    private static String address(ServerSocket socket) {
        return "127.0.0.1:" + socket.getLocalPort();
    }
}
