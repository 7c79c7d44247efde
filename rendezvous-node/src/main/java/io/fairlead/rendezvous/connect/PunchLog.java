package io.fairlead.rendezvous.connect;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last introductions, for the console's {@code pr}. Safe for use by any thread. */
public final class PunchLog {
    private static final int MOST = 10_000;

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** Nobody has asked yet. */
    public PunchLog() {}

    /**
     * One introduction.
     *
     * @param at        when
     * @param requester from where
     * @param device    to where
     * @param deviceId  to whom
     */
    public record Entry(Instant at, InetAddress requester, InetAddress device, String deviceId) {}

    synchronized void add(Entry entry) {
        entries.addLast(entry);
        if (entries.size() > MOST) {
            entries.removeFirst();
        }
    }

    /**
     * Lists the introductions.
     *
     * @return a copy, the oldest first
     */
    public synchronized List<Entry> entries() {
        return new ArrayList<>(entries);
    }

    /** Forgets all. */
    public synchronized void clear() {
        entries.clear();
    }
}
