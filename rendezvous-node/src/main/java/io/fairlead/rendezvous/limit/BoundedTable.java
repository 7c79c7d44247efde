package io.fairlead.rendezvous.limit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A map that forgets the entries longest unused when it is full, so that strangers cannot make it grow. A lock guards
 * it: entries are touched by registrations of keys, never by heartbeats.
 *
 * @param <K> what is counted
 * @param <V> an immutable state
 */
public final class BoundedTable<K, V> {
    private final Map<K, V> entries;

    /**
     * An empty table.
     *
     * @param capacity entries that it keeps, at least 1
     */
    public BoundedTable(int capacity) {
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    /**
     * Replaces a key's state by what {@code next} makes of it.
     *
     * @param key     what is counted
     * @param initial the state of a key that is not there
     * @param next    makes the new state of the one before; runs under the lock
     * @return the new state
     */
    public synchronized V update(K key, V initial, UnaryOperator<V> next) {
        V changed = next.apply(entries.getOrDefault(key, initial));
        entries.put(key, changed);
        return changed;
    }

    /**
     * Finds a key's state, which counts as use.
     *
     * @param key what is counted
     * @return empty when it is not there
     */
    public synchronized Optional<V> find(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    synchronized Optional<V> remove(K key) {
        return Optional.ofNullable(entries.remove(key));
    }

    synchronized void clear() {
        entries.clear();
    }

    synchronized int size() {
        return entries.size();
    }

    synchronized <R> List<R> list(Function<Map.Entry<K, V>, R> view) {
        List<R> out = new ArrayList<>(entries.size());
        for (Map.Entry<K, V> entry : entries.entrySet()) {
            out.add(view.apply(entry));
        }
        return out;
    }
}
