package io.fairlead.rendezvous.limit;

import io.fairlead.cluster.RecordTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Limits how often the key of one id is registered: more than a few, each within 6 s of the last, are too many. */
public final class IdLimiter {
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(6);

    private static final int LAST = RecentRecords.OWN;
    private static final int COUNT = LAST + Long.BYTES;
    private static final int OWN_PART = COUNT + Integer.BYTES - RecentRecords.OWN;

    private final int most;
    private final RecentRecords recents;

    /**
     * A limiter that has seen no id.
     *
     * @param most     registrations in a row that are let through; 0 = any number
     * @param capacity ids remembered; the ones longest unheard are forgotten
     */
    public IdLimiter(int most, int capacity) {
        this.most = most;
        this.recents = new RecentRecords(capacity, OWN_PART, _ -> {});
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
        // Records of one length take each other's place, whatever ids a stranger thinks of.
        long hash = recents.hash(id.getBytes(StandardCharsets.UTF_8));
        byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(hash).array();
        synchronized (this) {
            int known = recents.find(key);
            int recent = known == 0 ? recents.add(key) : known;
            RecordTable fields = recents.fields();
            boolean inARow = known != 0 && now - fields.getLong(known, LAST) < WINDOW;
            int count = inARow ? Math.min(fields.getInt(known, COUNT), Integer.MAX_VALUE - 1) + 1 : 1;
            fields.setLong(recent, LAST, now);
            fields.setInt(recent, COUNT, count);
            return count <= most;
        }
    }
}
