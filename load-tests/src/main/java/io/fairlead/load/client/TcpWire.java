package io.fairlead.load.client;

import io.fairlead.protocol.frame.FrameHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Optional;

/** A TCP connection of frames, protocol section 2. */
public final class TcpWire implements Wire {
    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_HEADER = 4;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /**
     * Takes a connected socket over.
     *
     * @param socket connected
     * @throws IOException when it is not
     */
    public TcpWire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    }

    /**
     * Connects.
     *
     * @param to      where to
     * @param from    where from; port 0 for any. The port can be shared, as hole punching needs
     * @param timeout at most so long
     * @return the connection
     * @throws IOException when it can't be made
     */
    public static TcpWire connect(InetSocketAddress to, InetSocketAddress from, Duration timeout) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setReuseAddress(true);
            if (socket.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
                socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            socket.setTcpNoDelay(true);
            socket.bind(from);
            socket.connect(to, Math.toIntExact(timeout.toMillis()));
            return new TcpWire(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Says where the connection comes from.
     *
     * @return the local address and port
     */
    public InetSocketAddress local() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /**
     * Gives the socket out, for bytes that are no frames.
     *
     * @return the socket
     */
    public Socket socket() {
        return socket;
    }

    @Override
    public void sendPayload(byte[] payload) throws IOException {
        ByteBuf header = Unpooled.buffer(LONGEST_HEADER);
        FrameHeader.write(header, payload.length);
        out.write(header.array(), 0, header.readableBytes());
        out.write(payload);
        out.flush();
    }

    @Override
    public Optional<byte[]> receivePayload(Duration timeout) throws IOException {
        socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        int headerLength = FrameHeader.headerLength((byte) first);
        byte[] header = new byte[LONGEST_HEADER];
        header[0] = (byte) first;
        try {
            in.readFully(header, 1, headerLength - 1);
            byte[] payload = new byte[FrameHeader.payloadLength(Unpooled.wrappedBuffer(header), 0, headerLength)];
            in.readFully(payload);
            return Optional.of(payload);
        } catch (EOFException e) {
            throw new IOException("the connection ended inside a frame", e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
