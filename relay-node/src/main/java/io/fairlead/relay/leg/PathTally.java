package io.fairlead.relay.leg;

import io.fairlead.relay.kernel.DataPath;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What went by each path, and how many sessions do, between two looks. Safe for use by any thread. */
final class PathTally {
    private final Map<DataPath, AtomicLong> bytes = new EnumMap<>(DataPath.class);
    private final Map<DataPath, AtomicLong> sessions = new EnumMap<>(DataPath.class);

    PathTally() {
        for (DataPath path : DataPath.values()) {
            bytes.put(path, new AtomicLong());
            sessions.put(path, new AtomicLong());
        }
    }

    void addBytes(DataPath path, long count) {
        bytes.get(path).addAndGet(count);
    }

    void addSession(DataPath path) {
        sessions.get(path).incrementAndGet();
    }

    /** Takes what was added since it was taken last. */
    long takeBytes(DataPath path) {
        return bytes.get(path).getAndSet(0);
    }

    /** Takes what was added since it was taken last. */
    int takeSessions(DataPath path) {
        return Math.toIntExact(sessions.get(path).getAndSet(0));
    }
}
