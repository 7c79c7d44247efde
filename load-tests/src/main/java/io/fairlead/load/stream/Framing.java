package io.fairlead.load.stream;

import io.fairlead.protocol.frame.FrameHeader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What is before the payload of a message that a client sends, protocol sections 2 and 12. */
enum Framing {
    /** Its length, little endian. */
    TCP {
        @Override
        int headerLength(int payload) {
            return FrameHeader.encodedLength(payload);
        }

        @Override
        void writeHeader(MemorySegment to, int payload, int mask) {
            int length = headerLength(payload);
            int value = (payload << 2) | (length - 1);
            for (int i = 0; i < length; i++) {
                to.set(ValueLayout.JAVA_BYTE, i, (byte) (value >>> (BITS * i)));
            }
        }
    },
    /** A binary WebSocket message in one frame, masked. */
    WEB_SOCKET {
        @Override
        int headerLength(int payload) {
            return 2 + MASK_LENGTH + lengthBytes(payload);
        }

        @Override
        void writeHeader(MemorySegment to, int payload, int mask) {
            int extra = lengthBytes(payload);
            int code = extra == 0 ? payload : extra == 2 ? LENGTH_IN_TWO : LENGTH_IN_EIGHT;
            to.set(ValueLayout.JAVA_BYTE, 0, (byte) (FINAL | WebSocketFrame.BINARY));
            to.set(ValueLayout.JAVA_BYTE, 1, (byte) (MASKED | code));
            for (int i = 0; i < extra; i++) {
                to.set(ValueLayout.JAVA_BYTE, 2L + i, (byte) ((long) payload >>> (BITS * (extra - 1 - i))));
            }
            for (int i = 0; i < MASK_LENGTH; i++) {
                to.set(ValueLayout.JAVA_BYTE, 2L + extra + i, (byte) (mask >>> (BITS * i)));
            }
        }

        private int lengthBytes(int payload) {
            return payload < LENGTH_IN_TWO ? 0 : payload <= MOST_IN_TWO ? 2 : Long.BYTES;
        }
    };

    /** No header is longer. */
    static final int LONGEST_HEADER = 14;
    /** Of a WebSocket mask. */
    static final int MASK_LENGTH = 4;

    private static final int BITS = 8;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int LENGTH_IN_TWO = 126;
    private static final int LENGTH_IN_EIGHT = 127;
    private static final int MOST_IN_TWO = 0xFFFF;

    /** Of a message with so long a payload, in bytes. */
    abstract int headerLength(int payload);

    /** Writes it to the segment's beginning. The mask's first byte is the lowest. */
    abstract void writeHeader(MemorySegment to, int payload, int mask);
}
