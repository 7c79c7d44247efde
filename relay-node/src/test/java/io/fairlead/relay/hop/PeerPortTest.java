package io.fairlead.relay.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.client.Wire;
import io.fairlead.relay.RelayEvents.PeerRefusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** The port for other relays, and what strangers do to it. */
class PeerPortTest extends TwoRelays {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    @Test
    void servesOnAfterTenThousandConnectionsOfGarbageFromNobodyItKnows() throws Exception {
        TestRelay holder = start("one", options -> options.handshake = Duration.ofSeconds(1));
        TestRelay other = start("two");
        Semaphore atOnce = new Semaphore(64);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10_000; i++) {
                int seed = i;
                atOnce.acquire();
                threads.execute(() -> {
                    garbage(holder.peerPort(), seed);
                    atOnce.release();
                });
            }
        }
        try (Wire first = holder.leg(uuid, false)) {
            awaitParked(holder, uuid);
            try (Wire second = other.leg(uuid, true)) {
                assertMeet(first, second);
            }
        }
        await(() -> holder.events.peerConnections == 0);
        assertThat(holder.events.peersRefused).contains(PeerRefusal.WRONG_PROOF, PeerRefusal.MALFORMED);
        assertThat(holder.events.sessionsStarted).hasSize(1);
    }

    private static void garbage(int port, int seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[random.nextInt(1, 400)];
        random.nextBytes(bytes);
        try (Socket socket = new Socket(HERE, port)) {
            socket.getOutputStream().write(bytes);
            if (random.nextBoolean()) {
                socket.setSoLinger(true, 0);
            } else {
                socket.setSoTimeout(3000);
                socket.getInputStream().readAllBytes();
            }
        } catch (IOException e) {
            // The server may close first; that it serves on is what counts.
        }
    }

    @Test
    void whoIsOneTooManyIsClosed() throws Exception {
        TestRelay holder = start("one", options -> {
            options.handshake = Duration.ofMinutes(1);
            options.maxPeerConnections = 2;
        });
        try (Socket _ = new Socket(HERE, holder.peerPort());
                Socket _ = new Socket(HERE, holder.peerPort())) {
            await(() -> holder.events.peerConnections == 2);
            try (Socket three = new Socket(HERE, holder.peerPort())) {
                assertThat(endsIn(three)).isTrue();
            }
            assertThat(holder.events.peersRefused).containsExactly(PeerRefusal.TOO_MANY_CONNECTIONS);
        }
    }

    @Test
    void whoSaysNothingIsClosed() throws Exception {
        TestRelay holder = start("one", options -> options.handshake = Duration.ofMillis(500));
        try (Socket silent = new Socket(HERE, holder.peerPort())) {
            assertThat(endsIn(silent)).isTrue();
        }
        assertThat(holder.events.peersRefused).containsExactly(PeerRefusal.TIMED_OUT);
    }

    private static boolean endsIn(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketException e) {
            return true;
        }
    }
}
