package io.fairlead.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.message.PunchHoleResponse.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The time-outs of half a minute, all at once. */
class Section15TimingsIT extends Conformance {
    private static final Duration LONGEST = Duration.ofSeconds(50);

    /** How long the server keeps a silent connection. */
    private static Duration untilItEnds(Wire wire) throws IOException {
        long started = System.nanoTime();
        while (wire.receivePayload(LONGEST).isPresent()) {
            assertThat(System.nanoTime() - started).isLessThan(LONGEST.toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private Duration silentConnection() throws Exception {
        return untilItEnds(tcp(source()));
    }

    private Duration silentWebSocket() throws Exception {
        return untilItEnds(webSocket());
    }

    private Duration loneLeg() throws Exception {
        TcpWire wire = relay(source());
        wire.send(Section09RelayIT.request(UUID.randomUUID().toString(), target().key()));
        return untilItEnds(wire);
    }

    private Duration silentSession() throws Exception {
        String uuid = UUID.randomUUID().toString();
        TcpWire one = relay(source());
        one.send(Section09RelayIT.request(uuid, target().key()));
        TcpWire other = relay(source());
        other.send(Section09RelayIT.request(uuid, target().key()));
        one.sendPayload(new byte[]{1, 2});
        assertThat(other.receivePayload(PATIENCE)).isPresent();
        return untilItEnds(other);
    }

    private Duration silentDevice() throws Exception {
        Device device = device();
        long started = System.nanoTime();
        Awaitility.await()
                .atMost(LONGEST)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    try (TcpWire wire = TcpWire.connect(
                            target().rendezvous(), new java.net.InetSocketAddress(source(), 0), PATIENCE)) {
                        wire.send(message(punchHole(device.id())));
                        return answerIfAny(wire);
                    }
                });
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private static boolean answerIfAny(TcpWire wire) throws IOException {
        try {
            return wire.receive(Duration.ofMillis(300)).orElseThrow().getPunchHoleResponse()
                    .getFailure() == Failure.OFFLINE;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        }
    }

    @Test
    void s15EachTimeoutIsHalfAMinute() throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Duration> connection = clients.submit((Callable<Duration>) this::silentConnection);
            Future<Duration> webSocket = clients.submit((Callable<Duration>) this::silentWebSocket);
            Future<Duration> leg = clients.submit((Callable<Duration>) this::loneLeg);
            Future<Duration> session = clients.submit((Callable<Duration>) this::silentSession);
            Future<Duration> device = clients.submit((Callable<Duration>) this::silentDevice);
            assertHalfAMinute("connection without a message", connection);
            assertHalfAMinute("WebSocket without a message", webSocket);
            assertHalfAMinute("first side of a session", leg);
            assertHalfAMinute("session without a byte", session);
            assertHalfAMinute("device without a heartbeat", device);
        }
    }

    private static void assertHalfAMinute(String what, Future<Duration> took) throws Exception {
        assertThat(took.get()).as(what).isBetween(Duration.ofSeconds(27), Duration.ofSeconds(40));
    }
}
