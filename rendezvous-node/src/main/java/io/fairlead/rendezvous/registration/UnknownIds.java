package io.fairlead.rendezvous.registration;

import java.util.concurrent.TimeUnit;

/**
 * Ids that the store was asked for a moment ago and did not know. A device that comes for the first time sends a
 * heartbeat, is asked for its key, and sends it at once: the store need not be asked again then. It keeps the last of
 * them only, and of two whose hashes meet the later one; who is not found here is looked up. Safe for use by any
 * thread.
 */
final class UnknownIds {
    private static final int SLOTS = 16_384;
    private static final long MOMENT_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final String[] ids = new String[SLOTS];
    private final long[] asked = new long[SLOTS];

    /** The store has said at {@code now}, in monotonic nanoseconds, that it does not know an id. */
    synchronized void note(String id, long now) {
        int slot = slot(id);
        ids[slot] = id;
        asked[slot] = now;
    }

    /** Whether it has said so a moment before {@code now}. Forgets it. */
    synchronized boolean take(String id, long now) {
        int slot = slot(id);
        if (!id.equals(ids[slot])) {
            return false;
        }
        ids[slot] = null;
        return now - asked[slot] < MOMENT_NANOS;
    }

    private static int slot(String id) {
        int hash = id.hashCode();
        return (hash ^ hash >>> 16) & (SLOTS - 1);
    }
}
