package io.fairlead.load.traffic;

import java.util.List;

/**
 * What one side of a session sends, message by message in order of time. A walker, not a list: a session of hours takes
 * as much memory as one of seconds. For use by one thread; {@link SessionPlan#messages} gives a new one from the
 * beginning.
 */
public final class MessageStream {
    private final Source[] sources;
    private final long end;
    private Source next;

    MessageStream(List<Source> sources, long end) {
        this.sources = sources.toArray(Source[]::new);
        this.end = end;
        choose();
    }

    private void choose() {
        Source first = sources[0];
        for (int i = 1; i < sources.length; i++) {
            if (sources[i].at() < first.at()) {
                first = sources[i];
            }
        }
        next = first;
    }

    /**
     * Says whether there is a message.
     *
     * @return false when all are through
     */
    public boolean hasMessage() {
        return next.at() < end;
    }

    /**
     * Says when the message is to be sent.
     *
     * @return nanoseconds from the session's start, never less than of the one before
     */
    public long atNanos() {
        return next.at();
    }

    /**
     * Says how long the message is.
     *
     * @return payload in bytes, 1 or more
     */
    public int bytes() {
        return next.bytes();
    }

    /**
     * Says what the message is.
     *
     * @return its kind
     */
    public MessageKind kind() {
        return next.kind();
    }

    /** Goes on to the next message. */
    public void advance() {
        next.advance();
        choose();
    }
}
