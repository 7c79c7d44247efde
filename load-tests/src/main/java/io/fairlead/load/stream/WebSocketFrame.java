package io.fairlead.load.stream;

import java.nio.ByteBuffer;

/** What WebSocket frames are, RFC 6455 section 5.2, and those that are small enough to be made as arrays. */
final class WebSocketFrame {
    static final int CONTINUATION = 0;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    /** The longest payload of a ping, a pong or an end. */
    static final int LONGEST_CONTROL = 125;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final byte[] MASK = {0x17, 0x2A, (byte) 0xE4, 0x5B};
    private static final byte[] NORMAL_END = {0x03, (byte) 0xE8};

    private WebSocketFrame() {}

    /** Of a client, masked; payloads up to {@link #LONGEST_CONTROL}. */
    static byte[] of(int opcode, byte[] payload) {
        if (payload.length > LONGEST_CONTROL) {
            throw new IllegalArgumentException("length: " + payload.length + " (expected: up to " + LONGEST_CONTROL
                    + ")");
        }
        ByteBuffer frame = ByteBuffer.allocate(2 + MASK.length + payload.length);
        frame.put((byte) (FINAL | opcode)).put((byte) (MASKED | payload.length)).put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i % MASK.length]));
        }
        return frame.array();
    }

    /** A client's end without a complaint. */
    static byte[] end() {
        return of(CLOSE, NORMAL_END);
    }
}
