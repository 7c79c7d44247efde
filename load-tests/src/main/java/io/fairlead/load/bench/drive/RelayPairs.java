package io.fairlead.load.bench.drive;

import io.fairlead.load.bench.Sources;
import io.fairlead.load.bench.os.Address;
import io.fairlead.load.bench.os.Epoll;
import io.fairlead.load.bench.os.LinuxSockets;
import io.fairlead.load.bench.server.Server;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Sessions through a relay, both of whose ends are here. The left end has sent the first {@link #HELLO} bytes of the
 * session's pattern and the right end has received them, so all are known to be paired.
 */
final class RelayPairs implements AutoCloseable {
    /** Bytes of each session that are through when it is handed out. */
    static final int HELLO = 16;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** So many are begun before those are waited for, so that no server's backlog overflows. */
    private static final int AT_ONCE = 256;
    private static final int NONE = -1;

    private final LinuxSockets sockets;
    private final Server server;
    private final Sources sources;
    private final BytePattern pattern;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment buffer = arena.allocate(BytePattern.LONGEST);
    private final int[] lefts;
    private final int[] rights;

    private RelayPairs(LinuxSockets sockets, Server server, Sources sources, BytePattern pattern, int count) {
        this.sockets = sockets;
        this.server = server;
        this.sources = sources;
        this.pattern = pattern;
        this.lefts = new int[count];
        this.rights = new int[count];
        Arrays.fill(lefts, NONE);
        Arrays.fill(rights, NONE);
    }

    /** Opens sessions, one after the other. */
    static RelayPairs open(LinuxSockets sockets, Server server, Sources sources, BytePattern pattern, int count)
            throws IOException {
        RelayPairs pairs = new RelayPairs(sockets, server, sources, pattern, count);
        try {
            pairs.openAll();
            return pairs;
        } catch (IOException e) {
            pairs.close();
            throw e;
        }
    }

    private void openAll() throws IOException {
        int listening = server.sink().isPresent() ? sockets.listen(server.sink().get()) : -1;
        try {
            for (int from = 0; from < count(); from += AT_ONCE) {
                int to = Math.min(count(), from + AT_ONCE);
                for (int i = from; i < to; i++) {
                    open(i, listening);
                }
                awaitHello(from, to);
            }
        } finally {
            if (listening >= 0) {
                sockets.close(listening);
            }
        }
    }

    private void open(int number, int listening) throws IOException {
        // Two legs from two addresses, as two clients have.
        Address leftSource = sources.address(2 * number);
        Address rightSource = sources.address(2 * number + 1);
        byte[] request = listening < 0 ? request() : new byte[0];
        lefts[number] = sockets.connect(server.at(), leftSource);
        sendAll(lefts[number], request);
        if (listening >= 0) {
            rights[number] = sockets.accept(listening);
        } else {
            rights[number] = sockets.connect(server.at(), rightSource);
            sendAll(rights[number], request);
        }
        long sent = sockets.send(lefts[number], pattern.pointer(number, 0), HELLO);
        if (sent != HELLO) {
            throw new IOException("sent of " + HELLO + " bytes: " + sent);
        }
    }

    private byte[] request() {
        return Frames.of(RendezvousMessage.newBuilder()
                .setRequestRelay(RequestRelay.newBuilder()
                        .setUuid(UUID.randomUUID().toString())
                        .setLicenceKey(server.key()))
                .build());
    }

    private void sendAll(int socket, byte[] bytes) throws IOException {
        MemorySegment.copy(bytes, 0, buffer, ValueLayout.JAVA_BYTE, 0, bytes.length);
        long sent = bytes.length == 0 ? 0 : sockets.send(socket, buffer.address(), bytes.length);
        if (sent != bytes.length) {
            throw new IOException("sent of " + bytes.length + " bytes: " + sent);
        }
    }

    private void awaitHello(int from, int to) throws IOException {
        try (Epoll epoll = new Epoll(sockets)) {
            for (int i = from; i < to; i++) {
                epoll.add(rights[i], Epoll.IN, i);
            }
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            int missing = to - from;
            while (missing > 0) {
                int ready = epoll.poll();
                for (int i = 0; i < ready; i++) {
                    int number = (int) epoll.tag(i);
                    receiveHello(number);
                    epoll.remove(rights[number]);
                    missing--;
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new IOException(server.name() + ": " + missing + " sessions of " + to
                            + " carry nothing after 30 s");
                }
            }
        }
    }

    private void receiveHello(int number) throws IOException {
        long received = sockets.receive(rights[number], buffer.address(), buffer.byteSize());
        if (received != HELLO || !pattern.matches(buffer, HELLO, number, 0)) {
            throw new IOException(server.name() + ": session " + number + " began with " + received
                    + " bytes (expected: " + HELLO + " as they were sent)");
        }
    }

    int count() {
        return rights.length;
    }

    int left(int number) {
        return lefts[number];
    }

    int right(int number) {
        return rights[number];
    }

    @Override
    public void close() {
        for (int i = 0; i < count(); i++) {
            if (lefts[i] != NONE) {
                sockets.close(lefts[i]);
            }
            if (rights[i] != NONE) {
                sockets.close(rights[i]);
            }
        }
        arena.close();
    }
}
