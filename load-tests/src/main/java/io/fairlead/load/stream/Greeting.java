package io.fairlead.load.stream;

import io.fairlead.load.traffic.Side;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How a leg begins: the request to the relay, and with it a first message to the other side that tells which session
 * and side this is. When it arrives the legs are known to be paired, and with the right ones.
 */
final class Greeting {
    /** Payload of the first message. */
    static final int LENGTH = 24;

    private static final byte[] NAME = "fairlead".getBytes(StandardCharsets.US_ASCII);

    private Greeting() {}

    static byte[] of(long session, Side side) {
        return ByteBuffer.allocate(LENGTH).put(NAME).putLong(session).putLong(side == Side.DEVICE ? 0 : 1).array();
    }

    /** Both messages as they are sent. */
    static byte[] frames(Framing framing, String uuid, String key, long session, Side side) {
        byte[] request = RendezvousMessage.newBuilder()
                .setRequestRelay(RequestRelay.newBuilder().setUuid(uuid).setLicenceKey(key))
                .build().toByteArray();
        byte[] first = of(session, side);
        return framing == Framing.TCP
                ? joined(tcp(request), tcp(first))
                : joined(WebSocketFrame.of(WebSocketFrame.BINARY, request),
                        WebSocketFrame.of(WebSocketFrame.BINARY, first));
    }

    private static byte[] tcp(byte[] payload) {
        int header = Framing.TCP.headerLength(payload.length);
        byte[] frame = new byte[header + payload.length];
        MemorySegment segment = MemorySegment.ofArray(frame);
        Framing.TCP.writeHeader(segment, payload.length, 0);
        System.arraycopy(payload, 0, frame, header, payload.length);
        return frame;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
    }
}
