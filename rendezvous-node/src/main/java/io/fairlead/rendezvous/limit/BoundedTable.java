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
final class BoundedTable<K, V> {
    private final Map<K, V> entries;

    BoundedTable(int capacity) {
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Replaces a key's state by what {@code next} makes of it, and gives out the new state. */
    synchronized V update(K key, V initial, UnaryOperator<V> next) {
        V changed = next.apply(entries.getOrDefault(key, initial));
        entries.put(key, changed);
        return changed;
    }

    synchronized Optional<V> find(K key) {
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
