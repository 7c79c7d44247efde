package io.fairlead.load.traffic;

/** Messages of one sort that one side sends, in order of time. */
interface Source {
    /** No more messages. */
    long NEVER = Long.MAX_VALUE;

    /** When the next is due, in nanoseconds from the session's start, or {@link #NEVER}. */
    long at();

    /** The next one's payload in bytes, 1 or more. */
    int bytes();

    /** What the next one is. */
    MessageKind kind();

    /** Goes on to the one after it. */
    void advance();
}
