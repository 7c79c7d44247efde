package io.fairlead.rendezvous.registration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which devices have come from several IP addresses, for the console's {@code ic}. Remembers the devices that changed
 * last, and a few addresses of each. Safe for use by any thread.
 */
public final class IpChanges {
    private static final int MOST_DEVICES = 10_000;
    private static final int MOST_ADDRESSES = 32;

    private final Map<String, Change> changes = new LinkedHashMap<>();

    /** Nothing has changed yet. */
    public IpChanges() {}

    /**
     * One device's changes.
     *
     * @param since     monotonic time of the last change, in nanoseconds
     * @param addresses how often it came from each IP address, in the order it did
     */
    public record Change(long since, Map<String, Integer> addresses) {
        /** Copies the addresses, keeping their order. */
        public Change {
            addresses = new LinkedHashMap<>(addresses);
        }
    }

    synchronized void record(String id, String before, String after, long now) {
        Map<String, Integer> addresses = new LinkedHashMap<>();
        Change known = changes.remove(id);
        if (known == null) {
            addresses.put(before, 1);
        } else {
            addresses.putAll(known.addresses);
        }
        if (addresses.containsKey(after) || addresses.size() < MOST_ADDRESSES) {
            addresses.merge(after, 1, Integer::sum);
        }
        changes.put(id, new Change(now, addresses));
        if (changes.size() > MOST_DEVICES) {
            changes.remove(changes.keySet().iterator().next());
        }
    }

    /**
     * Lists all.
     *
     * @return a copy, the change longest ago first
     */
    public synchronized Map<String, Change> all() {
        return new LinkedHashMap<>(changes);
    }

    /**
     * Finds one device's changes.
     *
     * @param id the device
     * @return empty when it has always come from one address
     */
    public synchronized Optional<Change> find(String id) {
        return Optional.ofNullable(changes.get(id));
    }

    /**
     * Forgets one device's changes.
     *
     * @param id the device
     */
    public synchronized void forget(String id) {
        changes.remove(id);
    }

    /** Forgets all changes. */
    public synchronized void forgetAll() {
        changes.clear();
    }
}
