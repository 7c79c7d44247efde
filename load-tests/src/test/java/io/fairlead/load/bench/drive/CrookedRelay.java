package io.fairlead.load.bench.drive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A plain TCP proxy for one connection after the other that changes one byte at an offset of each stream. */
final class CrookedRelay implements AutoCloseable {
    private final ServerSocket front;
    private final InetSocketAddress sink;
    private final long changed;

    /** Changes nothing when {@code changed} is negative. */
    CrookedRelay(InetSocketAddress sink, long changed) throws IOException {
        this.front = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        this.sink = sink;
        this.changed = changed;
        Thread.ofVirtual().start(this::accept);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) front.getLocalSocketAddress();
    }

    private void accept() {
        try {
            while (true) {
                Socket left = front.accept();
                Socket right = new Socket(sink.getAddress(), sink.getPort());
                Thread.ofVirtual().start(() -> copy(left, right));
            }
        } catch (IOException e) {
            // Closed, or nobody listens at the sink: whoever waits for a connection there fails.
            Thread.currentThread().interrupt();
        }
    }

    private void copy(Socket left, Socket right) {
        byte[] buffer = new byte[64 * 1024];
        long at = 0;
        try (left; right) {
            InputStream in = left.getInputStream();
            OutputStream out = right.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (changed >= at && changed < at + read) {
                    buffer[(int) (changed - at)]++;
                }
                out.write(buffer, 0, read);
                at += read;
            }
        } catch (IOException e) {
            // The generator has closed its end.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        front.close();
    }
}
