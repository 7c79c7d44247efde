package io.fairlead.load.stream;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * WebSocket messages, in one frame or several. Their borders are those of the messages that were sent, so lengths are
 * compared in all sessions, payloads in those that are checked.
 */
final class WebSocketReceiver implements Receiver {
    private static final int FINAL = 0x80;
    private static final int OPCODE = 0x0F;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7F;
    private static final int LENGTH_IN_TWO = 126;
    private static final int BITS = 8;
    private static final int BYTE = 0xFF;

    private final Expected expected;
    private final Session session;
    private final Leg leg;
    private final byte[] header = new byte[2 + Long.BYTES];
    private final byte[] control = new byte[WebSocketFrame.LONGEST_CONTROL];
    private int headerTaken;
    private long frameLeft;
    private int controlTaken;
    private boolean inFrame;

    WebSocketReceiver(Expected expected, Session session, Leg leg) {
        this.expected = expected;
        this.session = session;
        this.leg = leg;
    }

    @Override
    public boolean counts() {
        return false;
    }

    @Override
    public void count(long length) {
        throw new UnsupportedOperationException("frames are looked at");
    }

    @Override
    public long most() {
        return Pattern.LONGEST;
    }

    @Override
    public void take(MemorySegment buffer, int length) {
        int at = 0;
        while (at < length && leg.isReading()) {
            if (inFrame) {
                int part = (int) Math.min(length - at, frameLeft);
                if (!takePayload(buffer, at, part)) {
                    return;
                }
                at += part;
                frameLeft -= part;
            } else {
                header[headerTaken++] = buffer.get(ValueLayout.JAVA_BYTE, at++);
                if (headerTaken < 2 || headerTaken < 2 + lengthBytes()) {
                    continue;
                }
                if (!beginFrame()) {
                    return;
                }
            }
            if (inFrame && frameLeft == 0 && !endFrame()) {
                return;
            }
        }
    }

    private int opcode() {
        return header[0] & OPCODE;
    }

    private int lengthBytes() {
        int code = header[1] & LENGTH;
        return code < LENGTH_IN_TWO ? 0 : code == LENGTH_IN_TWO ? 2 : Long.BYTES;
    }

    private boolean isControl() {
        return opcode() >= WebSocketFrame.CLOSE;
    }

    private boolean beginFrame() {
        long length = header[1] & LENGTH;
        if (lengthBytes() > 0) {
            length = 0;
            for (int i = 0; i < lengthBytes(); i++) {
                length = (length << BITS) | (header[2 + i] & BYTE);
            }
        }
        frameLeft = length;
        inFrame = true;
        controlTaken = 0;
        if ((header[1] & MASKED) != 0 || (isControl() && length > control.length)) {
            return refuse("a frame that no server sends");
        }
        if (isControl()) {
            return true;
        }
        if (opcode() != WebSocketFrame.BINARY && opcode() != WebSocketFrame.CONTINUATION) {
            return refuse("a frame of kind " + opcode() + " (expected: binary)");
        }
        if (!expected.hasMessage()) {
            return refuse("a message of " + length + " bytes more than were planned");
        }
        if (length > expected.length() - expected.position()) {
            return refuse("a message of " + (expected.position() + length) + " bytes (expected: "
                    + expected.length() + ")");
        }
        return true;
    }

    private boolean refuse(String what) {
        expected.refuse(expected.position(), what);
        return false;
    }

    private boolean takePayload(MemorySegment buffer, int at, int length) {
        if (isControl()) {
            MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, at, control, controlTaken, length);
            controlTaken += length;
            return true;
        }
        if (expected.isGreeted() && !session.isChecked()) {
            expected.take(length);
            return true;
        }
        return expected.takeIfRight(buffer, at, length);
    }

    private boolean endFrame() {
        inFrame = false;
        headerTaken = 0;
        if (opcode() == WebSocketFrame.CLOSE) {
            leg.inputEnded("the relay ended the WebSocket");
        } else if (opcode() == WebSocketFrame.PING) {
            leg.answer(WebSocketFrame.of(WebSocketFrame.PONG, Arrays.copyOf(control, controlTaken)));
        } else if (!isControl() && (header[0] & FINAL) != 0) {
            if (expected.position() != expected.length()) {
                return refuse("a message of " + expected.position() + " bytes (expected: " + expected.length() + ")");
            }
            expected.finish();
        }
        return true;
    }
}
