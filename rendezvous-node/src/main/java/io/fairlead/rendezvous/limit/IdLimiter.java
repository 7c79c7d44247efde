package io.fairlead.rendezvous.limit;

import java.util.concurrent.TimeUnit;

/** Limits how often the key of one id is registered: more than a few, each within 6 s of the last, are too many. */
public final class IdLimiter {
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(6);

    private final int most;
    private final BoundedTable<String, Recent> recents;

    /**
     * A limiter that has seen no id.
     *
     * @param most     registrations in a row that are let through; 0 = any number
     * @param capacity ids remembered; the ones longest unheard are forgotten
     */
    public IdLimiter(int most, int capacity) {
        this.most = most;
        this.recents = new BoundedTable<>(capacity);
    }

    /**
     * Counts a RegisterPk and says whether it may go on.
     *
     * @param id  the id it is for
     * @param now monotonic time in nanoseconds
     * @return false when there were too many in a row
     */
    public boolean admit(String id, long now) {
        if (most == 0) {
            return true;
        }
        return recents.update(id, new Recent(0, now), recent -> recent.after(now)).count <= most;
    }

    private record Recent(int count, long last) {
        Recent after(long now) {
            return new Recent(now - last < WINDOW ? Math.min(count, Integer.MAX_VALUE - 1) + 1 : 1, now);
        }
    }
}
