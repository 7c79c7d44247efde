package io.fairlead.load.stream;

import io.fairlead.load.traffic.SessionKind;
import io.fairlead.load.traffic.Side;
import java.util.Optional;

/**
 * How a session ended.
 *
 * @param session    its number
 * @param kind       what it was used for
 * @param reason     why
 * @param side       at whose leg it was seen; empty when at none in particular
 * @param detail     in words
 * @param device     what the device's leg did
 * @param controller what the controller's leg did
 */
public record SessionEnd(long session, SessionKind kind, Reason reason, Optional<Side> side, String detail,
        Counts device, Counts controller) {
    /** Why. */
    public enum Reason {
        /** All that was planned has arrived, byte for byte as many as were sent, and then the end. */
        PLAN,
        /** One side broke off as planned, and the relay told the other. */
        ABORTED,
        /** By {@link StreamHandle#close} or {@link SessionStreams#close}. */
        CLOSED,
        /** The legs never heard from each other: refused, or nobody came. */
        NOT_STARTED,
        /** The relay ended it before all had arrived. */
        CUT,
        /** Other bytes arrived than were sent, or fewer, or more. */
        CORRUPT,
        /** Nothing moved any more while there was something to move. */
        STALLED
    }

    /**
     * What one leg did, payloads alone.
     *
     * @param messagesSent     whole
     * @param bytesSent        of whole messages
     * @param messagesReceived whole
     * @param bytesReceived    also of a message that was not whole
     */
    public record Counts(long messagesSent, long bytesSent, long messagesReceived, long bytesReceived) {
        static final Counts NONE = new Counts(0, 0, 0, 0);
    }

    /**
     * Says whether it went as planned.
     *
     * @return true for {@link Reason#PLAN} and {@link Reason#ABORTED}
     */
    public boolean isAsPlanned() {
        return reason == Reason.PLAN || reason == Reason.ABORTED;
    }
}
