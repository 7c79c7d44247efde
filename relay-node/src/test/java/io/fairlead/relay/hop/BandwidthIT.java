package io.fairlead.relay.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.client.TcpWire;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Sessions that could be faster get what they may have, on each path. */
class BandwidthIT extends TwoRelays {
    private static final int SECONDS_IN_A_ROW = 3;
    private static final int MOST_SECONDS = 60;
    private static final int SECONDS = 5;
    private static final int SLOWER = 20;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Of 8 Mb/s, in bytes per second. */
    private static final long EIGHT_MEGABITS = 1_000_000;

    @Test
    void aSessionGetsEightMegabitsInEachSecond() throws Exception {
        TestRelay relay = start("one", options -> options.singleBandwidth = 8);
        try (TcpWire first = relay.tcpLeg(uuid);
                TcpWire second = relay.tcpLeg(uuid)) {
            assertMeet(first, second);
            CompletableFuture<Void> endless = flood(first.socket());
            // The first begins with what has not been used; and a machine that stands still for a while gives less.
            int inARow = 0;
            List<Long> seconds = new ArrayList<>();
            while (inARow < SECONDS_IN_A_ROW) {
                long bytes = readFor(second.socket(), SECOND);
                seconds.add(bytes);
                inARow = Math.abs(bytes - EIGHT_MEGABITS) <= EIGHT_MEGABITS / 20 ? inARow + 1 : 0;
                assertThat(seconds).as("bytes of each second").hasSizeLessThan(MOST_SECONDS);
            }
            assertThat(endless).isNotDone();
        }
    }

    @Test
    void allSessionsTogetherGetTheTotal() throws Exception {
        TestRelay relay = start("one", options -> options.totalBandwidth = 16);
        List<CompletableFuture<Long>> read = new ArrayList<>();
        List<TcpWire> wires = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            TcpWire first = relay.tcpLeg(uuid + i);
            TcpWire second = relay.tcpLeg(uuid + i);
            wires.addAll(List.of(first, second));
            assertMeet(first, second);
            flood(first.socket());
            read.add(Streams.async(() -> {
                readFor(second.socket(), SECOND);
                return readFor(second.socket(), SECONDS * SECOND);
            }));
        }
        long bytes = 0;
        for (CompletableFuture<Long> each : read) {
            bytes += each.get(60, TimeUnit.SECONDS);
        }
        assertThat(bytes).isCloseTo(2 * EIGHT_MEGABITS * SECONDS, Percentage.withPercentage(7));
        for (TcpWire wire : wires) {
            wire.close();
        }
    }

    @Test
    void aDirectionThatIsHeldDownDoesNotStallTheOther() throws Exception {
        TestRelay relay = start("one", options -> options.singleBandwidth = 8);
        try (TcpWire first = relay.tcpLeg(uuid);
                TcpWire second = relay.tcpLeg(uuid);
                TcpWire idleFirst = relay.tcpLeg("idle" + uuid);
                TcpWire idleSecond = relay.tcpLeg("idle" + uuid)) {
            assertMeet(first, second);
            assertMeet(idleFirst, idleSecond);
            flood(first.socket());
            CompletableFuture<Long> read = Streams.async(() -> readFor(second.socket(), 3 * SECOND));
            List<Long> ways = new ArrayList<>();
            List<Long> idleWays = new ArrayList<>();
            while (!read.isDone()) {
                ways.add(way(second.socket(), first.socket()));
                idleWays.add(way(idleSecond.socket(), idleFirst.socket()));
            }
            // A way that waits for the other direction's debt takes a hundred times that of an idle session.
            assertThat(median(ways)).as("half of the ways, in ns").isLessThan(SLOWER * median(idleWays));
            assertThat(read.get()).isGreaterThan(2 * EIGHT_MEGABITS);
        }
    }

    private static long way(Socket from, Socket to) throws Exception {
        long began = System.nanoTime();
        from.getOutputStream().write(1);
        assertThat(to.getInputStream().read()).isEqualTo(1);
        return System.nanoTime() - began;
    }

    private static long median(List<Long> of) {
        of.sort(Long::compare);
        return of.get(of.size() / 2);
    }

    private static CompletableFuture<Void> flood(Socket socket) {
        return Streams.async(() -> {
            OutputStream out = socket.getOutputStream();
            byte[] much = new byte[256 * 1024];
            while (true) {
                out.write(much);
            }
        });
    }

    private static long readFor(Socket socket, long nanos) throws Exception {
        InputStream in = socket.getInputStream();
        byte[] some = new byte[16 * 1024];
        long bytes = 0;
        long began = System.nanoTime();
        while (System.nanoTime() - began < nanos) {
            bytes += in.read(some);
        }
        return bytes * nanos / (System.nanoTime() - began);
    }
}
