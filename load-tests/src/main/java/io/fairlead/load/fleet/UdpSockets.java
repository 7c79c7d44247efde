package io.fairlead.load.fleet;

import io.fairlead.load.bench.os.Address;
import io.fairlead.load.bench.os.DatagramBatch;
import io.fairlead.load.bench.os.LinuxSockets;
import java.io.IOException;

/**
 * Sockets that many devices share: each is bound to all addresses of this machine, so a device is known by its address
 * and its socket. Sends are gathered. For use by the thread that makes it.
 */
final class UdpSockets implements AutoCloseable {
    private static final int BUFFER = 8 * 1024 * 1024;
    /** A full buffer is emptied by the server's side; when it is not by then, the network has lost the rest. */
    private static final int TRIES = 1000;

    private final LinuxSockets linux = new LinuxSockets();
    private final DatagramBatch incoming = new DatagramBatch(linux);
    private final int[] sockets;
    private final DatagramBatch[] outgoing;
    private final int[] waiting;
    private final Address server;
    private long lost;

    UdpSockets(Address server, int count) throws IOException {
        this.server = server;
        this.sockets = new int[count];
        this.outgoing = new DatagramBatch[count];
        this.waiting = new int[count];
        int open = 0;
        try {
            for (; open < count; open++) {
                sockets[open] = linux.udp(Address.ANY, BUFFER);
                outgoing[open] = new DatagramBatch(linux);
            }
        } catch (IOException e) {
            for (int i = 0; i < open; i++) {
                linux.close(sockets[i]);
            }
            linux.close();
            throw e;
        }
    }

    /** Sends soon: when enough are gathered, or with {@link #flush}. */
    void send(int socket, int from, byte[] datagram) throws IOException {
        outgoing[socket].put(waiting[socket]++, server, from, datagram);
        if (waiting[socket] == DatagramBatch.MOST) {
            flush(socket);
        }
    }

    void flush() throws IOException {
        for (int i = 0; i < sockets.length; i++) {
            if (waiting[i] > 0) {
                flush(i);
            }
        }
    }

    private void flush(int socket) throws IOException {
        int count = waiting[socket];
        waiting[socket] = 0;
        int sent = 0;
        for (int i = 0; i < TRIES && sent < count; i++) {
            sent += outgoing[socket].send(sockets[socket], sent, count - sent);
        }
        lost += count - sent;
    }

    /** Datagrams that never left, as buffers stayed full. Told once each. */
    long takeLost() {
        long taken = lost;
        lost = 0;
        return taken;
    }

    /** Receives what is there on a socket; the batch is good until the next call. */
    int receive(int socket) throws IOException {
        return incoming.receive(sockets[socket]);
    }

    DatagramBatch received() {
        return incoming;
    }

    int count() {
        return sockets.length;
    }

    @Override
    public void close() {
        for (int socket : sockets) {
            linux.close(socket);
        }
        linux.close();
    }
}
