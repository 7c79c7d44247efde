package io.fairlead.load.place;

import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.Wire;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A WebSocket of binary messages (RFC 6455) on a socket that was opened before, as that of the platform opens its own
 * on a thread of its own, which is in no place. One thread sends, one receives.
 */
final class WebSocketLeg implements Wire {
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int OPCODE = 0x0F;
    private static final int LENGTH = 0x7F;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int LONG_LENGTH = 126;
    private static final int LONGEST_LENGTH = 127;
    private static final int LARGEST = 1 << 20;
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private WebSocketLeg(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** Shakes hands. The key and the mask need not be secret here, so they are not even random. */
    static WebSocketLeg open(TcpWire connected, String server, String path) throws IOException {
        WebSocketLeg leg = new WebSocketLeg(connected.socket());
        String host = server.indexOf(':') < 0 ? server : "[" + server + "]";
        leg.out.write(("GET " + path + " HTTP/1.1\r\nHost: " + host
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==" + END_OF_HEAD).getBytes(StandardCharsets.US_ASCII));
        leg.socket.setSoTimeout(Math.toIntExact(ClientSockets.CONNECT_TIMEOUT.toMillis()));
        StringBuilder head = new StringBuilder();
        while (head.indexOf(END_OF_HEAD) < 0) {
            head.append((char) leg.in.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101 ")) {
            leg.close();
            throw new IOException("no WebSocket at " + server + path + ": " + head.substring(0, head.indexOf("\r\n")));
        }
        return leg;
    }

    @Override
    public void sendPayload(byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) (FINAL | BINARY));
        if (payload.length < LONG_LENGTH) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length < 1 << Short.SIZE) {
            frame.put((byte) (MASKED | LONG_LENGTH)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | LONGEST_LENGTH)).putLong(payload.length);
        }
        // A mask of zeros leaves the bytes as they are.
        frame.putInt(0).put(payload);
        out.write(frame.array(), 0, frame.position());
        out.flush();
    }

    @Override
    public Optional<byte[]> receivePayload(Duration timeout) throws IOException {
        socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            int first = in.read();
            if (first < 0 || (first & OPCODE) == CLOSE) {
                return Optional.empty();
            }
            byte[] part = in.readNBytes(length());
            if ((first & OPCODE) <= BINARY) {
                message.writeBytes(part);
                if ((first & FINAL) != 0) {
                    return Optional.of(message.toByteArray());
                }
            }
        }
    }

    private int length() throws IOException {
        int length = in.readUnsignedByte() & LENGTH;
        long whole = switch (length) {
            case LONG_LENGTH -> in.readUnsignedShort();
            case LONGEST_LENGTH -> in.readLong();
            default -> length;
        };
        if (whole < 0 || whole > LARGEST) {
            throw new IOException("a frame of " + whole + " bytes (expected: 0.." + LARGEST + ")");
        }
        return (int) whole;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
