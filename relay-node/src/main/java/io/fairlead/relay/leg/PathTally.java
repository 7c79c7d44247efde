package io.fairlead.relay.leg;

import io.fairlead.relay.kernel.DataPath;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What went by each path, and how many sessions do, between two looks. Safe for use by any thread. */
final class PathTally {
    /** By the kind of traffic, which has 0 bytes. */
    private final ConcurrentMap<Traffic, AtomicLong> bytes = new ConcurrentHashMap<>();

    private final Map<DataPath, AtomicLong> sessions = new EnumMap<>(DataPath.class);
    private final AtomicLong heldUp = new AtomicLong();

    PathTally() {
        for (DataPath path : DataPath.values()) {
            sessions.put(path, new AtomicLong());
        }
    }

    void addBytes(boolean hop, boolean toSecond, String path, long count) {
        if (count > 0) {
            bytes.computeIfAbsent(new Traffic(hop, toSecond, path, 0), _ -> new AtomicLong()).addAndGet(count);
        }
    }

    void addSession(DataPath path) {
        sessions.get(path).incrementAndGet();
    }

    void addHeldUp(long nanos) {
        heldUp.addAndGet(nanos);
    }

    /** Tells what was added since it was taken last. */
    void takeBytes(Consumer<Traffic> taker) {
        bytes.forEach((kind, count) -> {
            long taken = count.getAndSet(0);
            if (taken > 0) {
                taker.accept(new Traffic(kind.hop(), kind.toSecond(), kind.path(), taken));
            }
        });
    }

    /** Takes what was added since it was taken last. */
    int takeSessions(DataPath path) {
        return Math.toIntExact(sessions.get(path).getAndSet(0));
    }

    /** Takes what was added since it was taken last, in nanoseconds. */
    long takeHeldUp() {
        return heldUp.getAndSet(0);
    }
}
