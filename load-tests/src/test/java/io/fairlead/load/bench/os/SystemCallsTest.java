package io.fairlead.load.bench.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.load.bench.Sources;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The system calls, on real sockets of the loopback. */
@EnabledOnOs(OS.LINUX)
class SystemCallsTest {
    private static final Address LOOPBACK = new Address(Address.ip(InetAddress.ofLiteral("127.0.0.1")), 0);

    private final Arena arena = Arena.ofConfined();
    private final LinuxSockets sockets = new LinuxSockets();

    @AfterEach
    void free() {
        sockets.close();
        arena.close();
    }

    private MemorySegment text(String text) {
        return arena.allocateFrom(ValueLayout.JAVA_BYTE, text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void streamsAreConnectedPolledReadAndDropped() throws Exception {
        int listening = sockets.listen(LOOPBACK);
        Address at = sockets.local(listening);
        int client = sockets.connect(at, Sources.LOOPBACK.address(5));
        int server = sockets.accept(listening);
        assertThat(sockets.local(client).host()).isEqualTo("127.65.0.5");
        try (Epoll epoll = new Epoll(sockets)) {
            epoll.add(server, Epoll.IN, 77);
            assertThat(epoll.poll()).isZero();
            MemorySegment buffer = arena.allocate(100);
            assertThat(sockets.receive(server, buffer.address(), 100)).isEqualTo(LinuxSockets.AGAIN);
            assertThat(sockets.send(client, text("dropped and kept").address(), 16)).isEqualTo(16);
            assertThat(epoll.poll()).isEqualTo(1);
            assertThat(epoll.tag(0)).isEqualTo(77);
            assertThat(epoll.mask(0)).isEqualTo(Epoll.IN);
            assertThat(sockets.discard(server, 12)).isEqualTo(12);
            assertThat(sockets.receive(server, buffer.address(), 100)).isEqualTo(4);
            assertThat(buffer.asSlice(0, 4).toArray(ValueLayout.JAVA_BYTE)).isEqualTo("kept".getBytes(
                    StandardCharsets.US_ASCII));
            epoll.change(server, Epoll.IN | Epoll.OUT, 78);
            assertThat(epoll.poll()).isEqualTo(1);
            assertThat(epoll.mask(0)).isEqualTo(Epoll.OUT);
            epoll.remove(server);
            assertThat(epoll.poll()).isZero();
            sockets.close(client);
            assertThat(sockets.receive(server, buffer.address(), 100)).isZero();
            assertThatThrownBy(() -> epoll.add(client, Epoll.IN, 1)).isInstanceOf(IOException.class);
        }
        sockets.close(server);
        sockets.close(listening);
        assertThatThrownBy(() -> sockets.connect(at, Address.ANY)).hasMessageContaining("error 111");
    }

    @Test
    void datagramsGoOutFromManyAddressesByOneCall() throws Exception {
        int server = sockets.udp(LOOPBACK, 1 << 20);
        int devices = sockets.udp(Address.ANY, 1 << 20);
        DatagramBatch out = new DatagramBatch(sockets);
        DatagramBatch in = new DatagramBatch(sockets);
        Address to = sockets.local(server);
        for (int i = 0; i < 3; i++) {
            out.put(i, to, Sources.LOOPBACK.ip(1000 + i), text("device " + i).address(), 8);
        }
        assertThat(out.send(devices, 3)).isEqualTo(3);
        assertThat(in.receive(server)).isEqualTo(3);
        assertThat(in.bytes(2)).isEqualTo("device 2".getBytes(StandardCharsets.US_ASCII));
        assertThat(in.at(1, 7)).isEqualTo((byte) '1');
        assertThat(in.receive(server)).isZero();

        // An answer to one of the addresses comes to the one socket, which can tell them apart.
        int port = sockets.local(devices).port();
        out.put(0, new Address(Sources.LOOPBACK.ip(1001), port), 0, text("answer").address(), 6);
        assertThat(out.send(server, 1)).isEqualTo(1);
        Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(5)).until(() -> in.receive(devices) == 1);
        assertThat(in.length(0)).isEqualTo(6);
        assertThat(Sources.LOOPBACK.number(in.destination(0))).isEqualTo(1001);
        sockets.close(devices);
        sockets.close(server);
    }
}
