package io.fairlead.relay.hop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fairlead.load.client.TcpWire;
import io.fairlead.relay.config.PathOption;
import io.fairlead.relay.leg.EndReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What must neither hold a session for ever, nor keep the relay busy. */
class StalledSessionTest extends TwoRelays {
    private static final int MUCH = 1_000_000;
    private static final int LITTLE = 1000;
    private static final int SMALL_BUFFER = 32 * 1024;
    private static final int SLOW_CHUNK = 10_000;
    private static final long TEN_SECONDS = 10_000_000_000L;

    @Test
    void aSessionWhoseSenderHasGoneAndWhoseReaderStallsIsEndedAfterTheIdleTime() throws Exception {
        TestRelay relay = start("one", options -> options.idle = Duration.ofSeconds(2));
        try (TcpWire first = relay.tcpLeg(uuid);
                TcpWire second = relay.tcpLeg(uuid)) {
            assertMeet(first, second);
            sendUntilHeldUp(first);
            first.socket().setSoLinger(true, 0);
            first.socket().close();
            // The relay learns by what it is sent that the first has gone, while it still holds bytes for the second.
            await(() -> relay.events.sessionsEnded.size() == 1 || failsToSend(second));
            await(() -> relay.events.sessionsEnded.size() == 1 && relay.events.connections == 0);
        }
    }

    @Test
    void whatTheKernelHoldsForASlowReaderArrivesThoughNothingComesThroughTheRelay() throws Exception {
        assumeThat(path).as("Java's own sockets do not tell").isNotEqualTo(PathOption.NETTY);
        TestRelay relay = start("one", options -> options.idle = Duration.ofSeconds(3));
        try (TcpWire first = relay.tcpLeg(uuid);
                Socket slow = new Socket()) {
            slow.setReceiveBufferSize(SMALL_BUFFER);
            slow.connect(relay.server().tcpAddress());
            TcpWire second = new TcpWire(slow);
            second.send(TestRelay.request(uuid));
            assertMeet(first, second);
            first.socket().getOutputStream().write(new byte[MUCH]);
            long began = System.nanoTime();
            InputStream in = slow.getInputStream();
            int read = 0;
            while (read < MUCH) {
                int count = in.read(new byte[SLOW_CHUNK]);
                assertThat(count).as("after %s bytes", read).isPositive();
                assertThat(read < MUCH / 2 ? relay.events.sessionsEnded : List.of()).as("half way").isEmpty();
                read += count;
                // A reader that takes ten seconds for all, whatever the machine does.
                LockSupport.parkNanos(began + TEN_SECONDS / MUCH * read - System.nanoTime());
            }
            // From here on nothing moves at all.
            await(() -> relay.events.sessionsEnded.size() == 1);
            assertThat(relay.events.sessionsEnded.getFirst().reason()).isEqualTo(EndReason.IDLE);
        }
    }

    private static boolean failsToSend(TcpWire wire) {
        try {
            wire.socket().getOutputStream().write(1);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void sendUntilHeldUp(TcpWire wire) {
        AtomicLong sent = new AtomicLong();
        CompletableFuture<Void> _ = Streams.async(() -> {
            OutputStream out = wire.socket().getOutputStream();
            byte[] much = new byte[32 * 1024];
            while (true) {
                out.write(much);
                sent.addAndGet(much.length);
            }
        });
        AtomicLong before = new AtomicLong();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(300))
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> sent.get() == before.getAndSet(sent.get()) && sent.get() > 0);
    }

    @Test
    void urgentDataHoldsNothingUp() throws Exception {
        TestRelay relay = start("one");
        try (TcpWire first = relay.tcpLeg(uuid);
                TcpWire second = relay.tcpLeg(uuid)) {
            assertMeet(first, second);
            OutputStream out = first.socket().getOutputStream();
            InputStream in = second.socket().getInputStream();
            second.socket().setSoTimeout(10_000);
            CompletableFuture<Void> sent = Streams.async(() -> {
                for (int i = 0; i < 3; i++) {
                    out.write(new byte[MUCH]);
                    first.socket().sendUrgentData(7);
                    out.write(new byte[LITTLE]);
                }
                first.socket().shutdownOutput();
                return null;
            });
            long read = 0;
            byte[] some = new byte[64 * 1024];
            for (int count = in.read(some); count > 0; count = in.read(some)) {
                read += count;
            }
            sent.get(10, TimeUnit.SECONDS);
            // Urgent bytes are beside the stream; some systems leave all but the last of them in it.
            assertThat(read).isBetween(3L * (MUCH + LITTLE), 3L * (MUCH + LITTLE) + 3);
        }
    }
}
