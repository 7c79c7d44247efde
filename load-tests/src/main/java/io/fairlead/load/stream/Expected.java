package io.fairlead.load.stream;

import io.fairlead.load.traffic.MessageStream;
import io.fairlead.load.traffic.Side;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What is still to come from the other side: its greeting, then what its plan says. */
final class Expected {
    private final Session session;
    private final Side sender;
    private final Tools tools;
    private final MessageStream stream;
    private final byte[] greeting;
    private final int origin;
    private boolean greeted;
    private int position;
    private long offset;
    private long messages;

    Expected(Session session, Side sender, Tools tools) {
        this.session = session;
        this.sender = sender;
        this.tools = tools;
        this.stream = session.messages(sender);
        this.greeting = Greeting.of(session.number(), sender);
        this.origin = Pattern.origin(session.number(), sender);
    }

    /** Whether the other side's greeting has come. */
    boolean isGreeted() {
        return greeted;
    }

    /** Whether a message is to come. */
    boolean hasMessage() {
        return !greeted || stream.hasMessage();
    }

    /** The payload of the message that is to come, in bytes. */
    int length() {
        return greeted ? stream.bytes() : Greeting.LENGTH;
    }

    /** Payload bytes of it that have come. */
    int position() {
        return position;
    }

    /** When it was to be sent; only when greeted and there is one. */
    long intended() {
        return session.startedAt() + stream.atNanos();
    }

    /** Takes payload bytes of it unseen. */
    void take(int length) {
        position += length;
    }

    /** Takes payload bytes of it if they are the right ones. */
    boolean takeIfRight(MemorySegment received, long at, int length) {
        long wrong = greeted
                ? tools.pattern().mismatch(received, at, length, origin, offset + position)
                : MemorySegment.mismatch(received, at, at + length, MemorySegment.ofArray(greeting), position,
                        position + (long) length);
        if (wrong < 0) {
            position += length;
            return true;
        }
        byte right = greeted
                ? tools.pattern().at(origin, offset + position + wrong)
                : greeting[position + (int) wrong];
        byte got = received.get(ValueLayout.JAVA_BYTE, at + wrong);
        refuse(position + wrong, (greeted ? "" : "in the greeting, ") + "got " + hex(got) + " (expected: "
                + hex(right) + ")");
        return false;
    }

    private static String hex(byte value) {
        return String.format("0x%02x", value);
    }

    /** Tells that something is wrong so many bytes into the message. */
    void refuse(long into, String what) {
        session.corrupt(new Corruption(session.number(), sender, offset + into, what));
    }

    /** Goes on to the next message when all of this one has come. */
    void finish() {
        long now = System.nanoTime();
        position = 0;
        if (!greeted) {
            greeted = true;
            return;
        }
        if (messages++ % tools.settings().reportedEach() == 0) {
            tools.events().delivered(stream.kind(), intended(), now);
        }
        offset += stream.bytes();
        stream.advance();
    }

    /** Whole messages that have come. */
    long messages() {
        return messages;
    }

    /** Payload bytes that have come. */
    long bytes() {
        return greeted ? offset + position : 0;
    }
}
