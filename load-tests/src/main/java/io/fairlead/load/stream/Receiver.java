package io.fairlead.load.stream;

import java.lang.foreign.MemorySegment;

/** Takes a leg's bytes apart and holds them against what is expected. */
interface Receiver {
    /** Whether bytes may be dropped unseen, so that the system need not copy them. */
    boolean counts();

    /** Takes so many bytes that were dropped unseen. */
    void count(long length);

    /** Takes the first bytes of a buffer. Stops where the session has ended. */
    void take(MemorySegment buffer, int length);

    /** The most that may be read at once, in bytes. */
    long most();
}
