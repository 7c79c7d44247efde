package io.fairlead.cluster.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The settings of a process that is alone, in memory: they end with it. Tells of changes on the changer's thread. */
public final class LocalSettings implements SharedSettings {
    private final List<Consumer<Map<String, String>>> listeners = new ArrayList<>();
    private volatile Map<String, String> current = Map.of();

    /** Nothing has been changed yet. */
    public LocalSettings() {}

    @Override
    public Map<String, String> current() {
        return current;
    }

    @Override
    public synchronized CompletionStage<Boolean> put(String name, String value) {
        Map<String, String> changed = new HashMap<>(current);
        changed.put(name, value);
        current = Map.copyOf(changed);
        listeners.forEach(listener -> listener.accept(current));
        return CompletableFuture.completedStage(true);
    }

    @Override
    public synchronized void onChange(Consumer<Map<String, String>> changed) {
        listeners.add(changed);
        if (!current.isEmpty()) {
            changed.accept(current);
        }
    }

    @Override
    public void close() {
        // Nothing runs.
    }
}
