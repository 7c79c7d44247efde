package io.fairlead.load.stream;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Frames over TCP. As the plan tells how long each is, their bytes are known, headers included: either all are compared
 * or none is looked at.
 */
final class TcpReceiver implements Receiver {
    /** Dropping bytes takes no buffer; so many are asked for at once. */
    private static final long MOST_DROPPED = 1 << 20;

    private final Expected expected;
    private final Session session;
    private final MemorySegment header = MemorySegment.ofArray(new byte[Framing.LONGEST_HEADER]);
    private int headerTaken;

    TcpReceiver(Expected expected, Session session) {
        this.expected = expected;
        this.session = session;
    }

    @Override
    public boolean counts() {
        return expected.isGreeted() && !session.isChecked();
    }

    @Override
    public long most() {
        if (counts()) {
            return MOST_DROPPED;
        }
        // What comes behind the greeting need not be looked at.
        return expected.isGreeted() ? Pattern.LONGEST : left();
    }

    private int headerLength() {
        return Framing.TCP.headerLength(expected.length());
    }

    /** Bytes of this message that are to come. */
    private int left() {
        return headerLength() - headerTaken + expected.length() - expected.position();
    }

    @Override
    public void count(long length) {
        long left = length;
        while (left > 0) {
            if (!expected.hasMessage()) {
                expected.refuse(0, left + " bytes more than were planned");
                return;
            }
            int ofHeader = (int) Math.min(left, headerLength() - headerTaken);
            headerTaken += ofHeader;
            int ofPayload = (int) Math.min(left - ofHeader, expected.length() - expected.position());
            expected.take(ofPayload);
            left -= ofHeader + ofPayload;
            finishIfWhole();
        }
    }

    private void finishIfWhole() {
        if (left() == 0) {
            headerTaken = 0;
            expected.finish();
        }
    }

    @Override
    public void take(MemorySegment buffer, int length) {
        int at = 0;
        while (at < length) {
            if (!expected.hasMessage()) {
                expected.refuse(0, length - at + " bytes more than were planned");
                return;
            }
            if (headerTaken < headerLength()) {
                if (!takeHeader(buffer, at)) {
                    return;
                }
                at++;
            } else {
                int payload = Math.min(length - at, expected.length() - expected.position());
                if (!expected.takeIfRight(buffer, at, payload)) {
                    return;
                }
                at += payload;
            }
            finishIfWhole();
        }
    }

    private boolean takeHeader(MemorySegment buffer, int at) {
        Framing.TCP.writeHeader(header, expected.length(), 0);
        byte right = header.get(ValueLayout.JAVA_BYTE, headerTaken);
        byte got = buffer.get(ValueLayout.JAVA_BYTE, at);
        if (got != right) {
            expected.refuse(0, String.format("byte %d of the frame's header is 0x%02x (expected: 0x%02x)",
                    headerTaken, got, right));
            return false;
        }
        headerTaken++;
        return true;
    }
}
