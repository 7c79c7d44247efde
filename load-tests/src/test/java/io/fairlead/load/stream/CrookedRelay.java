package io.fairlead.load.stream;

import io.fairlead.protocol.frame.FrameHeader;
import io.fairlead.protocol.message.RendezvousMessage;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A relay for TCP legs that does one wrong in each direction of each session, or none. */
final class CrookedRelay implements AutoCloseable {
    /** What it does to the bytes of a direction, counted from behind the request. */
    enum Wrong {
        NOTHING, FLIP, LOSE, DOUBLE, SWAP, CUT, KEEP_THE_END, KEEP_ALL
    }

    private static final int LONGEST_HEADER = 4;
    private static final int STRETCH = 16;

    private final ServerSocket front = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    private final Map<String, Socket> parked = new HashMap<>();
    private final Wrong wrong;
    private final long offset;

    CrookedRelay(Wrong wrong, long offset) throws IOException {
        this.wrong = wrong;
        this.offset = offset;
        Thread.ofVirtual().start(this::accept);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) front.getLocalSocketAddress();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = front.accept();
                socket.setTcpNoDelay(true);
                String uuid = uuid(new DataInputStream(socket.getInputStream()));
                Socket other = parked.remove(uuid);
                if (other == null) {
                    parked.put(uuid, socket);
                } else {
                    Thread.ofVirtual().start(() -> copy(socket, other));
                    Thread.ofVirtual().start(() -> copy(other, socket));
                }
            }
        } catch (IOException e) {
            // Closed.
            Thread.currentThread().interrupt();
        }
    }

    private static String uuid(DataInputStream in) throws IOException {
        byte[] header = new byte[LONGEST_HEADER];
        header[0] = in.readByte();
        int length = FrameHeader.headerLength(header[0]);
        in.readFully(header, 1, length - 1);
        byte[] payload = new byte[FrameHeader.payloadLength(Unpooled.wrappedBuffer(header), 0, length)];
        in.readFully(payload);
        return RendezvousMessage.parseFrom(payload).getRequestRelay().getUuid();
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[64 * 1024];
        long at = 0;
        boolean done = wrong == Wrong.NOTHING;
        try {
            DataInputStream in = new DataInputStream(from.getInputStream());
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int place = (int) (offset - at);
                at += read;
                if (!done && place >= 0 && place < read) {
                    done = true;
                    // What is swapped may not have come in one piece.
                    while (read < place + 2 * STRETCH) {
                        int more = in.read(buffer, read, buffer.length - read);
                        read += more;
                        at += more;
                    }
                    spoil(buffer, place, read, from, to);
                } else if (wrong != Wrong.KEEP_ALL || at < offset) {
                    out.write(buffer, 0, read);
                }
            }
            if (wrong != Wrong.KEEP_THE_END) {
                to.shutdownOutput();
            }
        } catch (IOException e) {
            // A leg has gone, and the other is told.
            close(to);
        }
    }

    private void spoil(byte[] buffer, int place, int length, Socket from, Socket to) throws IOException {
        OutputStream out = to.getOutputStream();
        switch (wrong) {
            case FLIP -> buffer[place] ^= 1;
            case SWAP -> {
                byte[] first = Arrays.copyOfRange(buffer, place, place + STRETCH);
                System.arraycopy(buffer, place + STRETCH, buffer, place, STRETCH);
                System.arraycopy(first, 0, buffer, place + STRETCH, STRETCH);
            }
            case LOSE -> {
                out.write(buffer, 0, place);
                out.write(buffer, place + STRETCH, length - place - STRETCH);
                return;
            }
            case DOUBLE -> out.write(buffer, 0, place + STRETCH);
            case CUT -> {
                close(from);
                close(to);
                return;
            }
            case KEEP_ALL -> {
                return;
            }
            case NOTHING, KEEP_THE_END -> {}
        }
        out.write(buffer, wrong == Wrong.DOUBLE ? place : 0, length - (wrong == Wrong.DOUBLE ? place : 0));
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        front.close();
    }
}
