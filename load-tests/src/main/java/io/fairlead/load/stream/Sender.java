package io.fairlead.load.stream;

import io.fairlead.load.traffic.MessageStream;
import io.fairlead.load.traffic.Side;
import java.lang.foreign.MemorySegment;

/**
 * Sends a side's messages as soon as they are due. What the socket does not take waits, and what is due behind it; each
 * keeps the moment that it was planned for.
 */
final class Sender {
    private final Session session;
    private final Tools tools;
    private final Framing framing;
    private final MessageStream stream;
    private final int origin;
    private int position;
    private long offset;
    private long messages;

    Sender(Session session, Side side, Framing framing, Tools tools) {
        this.session = session;
        this.tools = tools;
        this.framing = framing;
        this.stream = session.messages(side);
        this.origin = Pattern.origin(session.number(), side);
    }

    /** Whether all has been handed to the socket. */
    boolean isDone() {
        return !stream.hasMessage();
    }

    /** Whether a message has been begun and not ended. */
    boolean isInMessage() {
        return position > 0;
    }

    /** When the next is due, by {@link System#nanoTime}, or {@link Due#NEVER}. */
    long dueAt() {
        return stream.hasMessage() ? session.startedAt() + stream.atNanos() : Due.NEVER;
    }

    /**
     * Sends what is due. {@code free} tells that nothing but this thread held it up.
     *
     * @return 0 when all of it is out, else what the socket answered: {@code AGAIN} or an error, negated
     */
    long send(int socket, long now, boolean free) {
        while (dueAt() <= now) {
            if (position == 0 && free && messages % tools.settings().reportedEach() == 0) {
                tools.events().late(now - dueAt());
            }
            int length = stream.bytes();
            int header = framing.headerLength(length);
            while (position < header + length) {
                int filled = fill(length, header);
                long result = tools.sockets().send(socket, tools.buffer().address(), filled);
                if (result < 0) {
                    return result;
                }
                tools.events().sent((int) result);
                session.moved(now);
                position += (int) result;
            }
            position = 0;
            offset += length;
            messages++;
            stream.advance();
        }
        return 0;
    }

    /** Puts what is left of the message, or as much as there is room for, at the buffer's beginning. */
    private int fill(int length, int header) {
        int filled = 0;
        if (position < header) {
            MemorySegment whole = tools.buffer();
            framing.writeHeader(whole, length, mask());
            filled = header - position;
            if (position > 0) {
                MemorySegment.copy(whole, position, whole, 0, filled);
            }
        }
        int from = Math.max(0, position - header);
        int payload = Math.min(length - from, Pattern.LONGEST);
        tools.pattern().copy(origin, offset + from, framing == Framing.WEB_SOCKET, tools.buffer(), filled, payload);
        return filled + payload;
    }

    private int mask() {
        return framing == Framing.TCP ? 0 : tools.pattern().mask(origin, offset);
    }

    /** Whole messages handed to the socket. */
    long messages() {
        return messages;
    }

    /** Their payload bytes. */
    long bytes() {
        return offset;
    }
}
