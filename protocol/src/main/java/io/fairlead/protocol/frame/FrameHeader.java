package io.fairlead.protocol.frame;

import io.netty.buffer.ByteBuf;

/**
 * The header before each payload on TCP, protocol section 2: 1 to 4 bytes, little endian. The two lowest bits hold the
 * header's own length minus one, the other bits the payload's length.
 */
public final class FrameHeader {
    /** The longest payload that a header can announce, in bytes. */
    public static final int MAX_PAYLOAD_LENGTH = 0x3FFFFFFF;

    private static final int MAX_IN_ONE_BYTE = 0x3F;
    private static final int MAX_IN_TWO_BYTES = 0x3FFF;
    private static final int MAX_IN_THREE_BYTES = 0x3FFFFF;

    private FrameHeader() {}

    /**
     * Tells a header's length from its first byte.
     *
     * @param firstByte the header's first byte; only the two lowest bits count
     * @return 1 to 4, in bytes
     */
    public static int headerLength(byte firstByte) {
        return (firstByte & 0x3) + 1;
    }

    /**
     * Reads the payload's length out of a header without moving the buffer's reader index. Headers longer than they
     * need be are read as well.
     *
     * @param header the buffer; holds at least {@code headerLength} bytes from {@code index}
     * @param index  where the header starts
     * @param headerLength as {@link #headerLength(byte)} told, 1 to 4
     * @return 0 to {@link #MAX_PAYLOAD_LENGTH}, in bytes
     */
    public static int payloadLength(ByteBuf header, int index, int headerLength) {
        return switch (headerLength) {
            case 1 -> header.getUnsignedByte(index) >>> 2;
            case 2 -> header.getUnsignedShortLE(index) >>> 2;
            case 3 -> header.getUnsignedMediumLE(index) >>> 2;
            case 4 -> header.getIntLE(index) >>> 2 & MAX_PAYLOAD_LENGTH;
            default -> throw new IllegalArgumentException("header length: " + headerLength + " (expected: 1..4)");
        };
    }

    /**
     * Tells how long the shortest header for a payload is.
     *
     * @param payloadLength 0 to {@link #MAX_PAYLOAD_LENGTH}, in bytes
     * @return 1 to 4, in bytes
     * @throws IllegalArgumentException when the payload is too long for any header
     */
    public static int encodedLength(int payloadLength) {
        if (payloadLength < 0 || payloadLength > MAX_PAYLOAD_LENGTH) {
            throw new IllegalArgumentException(
                    "payload length: " + payloadLength + " (expected: 0.." + MAX_PAYLOAD_LENGTH + ")");
        }
        if (payloadLength <= MAX_IN_ONE_BYTE) {
            return 1;
        }
        if (payloadLength <= MAX_IN_TWO_BYTES) {
            return 2;
        }
        return payloadLength <= MAX_IN_THREE_BYTES ? 3 : 4;
    }

    /**
     * Writes the shortest header for a payload.
     *
     * @param out           where to
     * @param payloadLength 0 to {@link #MAX_PAYLOAD_LENGTH}, in bytes
     * @throws IllegalArgumentException when the payload is too long for any header
     */
    public static void write(ByteBuf out, int payloadLength) {
        switch (encodedLength(payloadLength)) {
            case 1 -> out.writeByte(payloadLength << 2);
            case 2 -> out.writeShortLE(payloadLength << 2 | 0x1);
            case 3 -> out.writeMediumLE(payloadLength << 2 | 0x2);
            default -> out.writeIntLE(payloadLength << 2 | 0x3);
        }
    }
}
