package io.fairlead.cluster.redis;

import io.fairlead.cluster.settings.SharedSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of nodes that share a Redis. Listeners are told on a thread of this adapter. While Redis does not answer
 * the settings stay; when it has lost them, nodes that remember them write them back.
 */
public final class RedisSettings implements SharedSettings {
    private static final Logger log = LoggerFactory.getLogger(RedisSettings.class);

    // Touched by the watch's thread only.
    private final List<Consumer<Map<String, String>>> listeners = new ArrayList<>();

    private final SharedHash hash;
    private final HashWatch watch;

    /**
     * Uses a connection, which stays the caller's to close. Waits for the first look at Redis, a command's time-out or
     * two at most.
     *
     * @param store    the connection
     * @param interval from one look to the next, 1 ms or more; 1 s in a server
     */
    public RedisSettings(RedisStore store, Duration interval) {
        this.hash = new SharedHash(store, store.keys().settings());
        this.watch = new HashWatch(hash, "settings", interval,
                content -> listeners.forEach(listener -> tell(listener, content.fields())));
    }

    @Override
    public Map<String, String> current() {
        return watch.current().fields();
    }

    @Override
    public CompletionStage<Boolean> put(String name, String value) {
        return hash.change(List.of(SharedHash.Change.always(name, value))).thenApply(outcome -> {
            if (outcome == SharedHash.Outcome.CHANGED) {
                watch.look();
            }
            return outcome == SharedHash.Outcome.CHANGED;
        });
    }

    @Override
    public void onChange(Consumer<Map<String, String>> changed) {
        watch.execute(() -> {
            listeners.add(changed);
            if (!current().isEmpty()) {
                tell(changed, current());
            }
        });
    }

    /** One listener's failure is not the others'. */
    private static void tell(Consumer<Map<String, String>> listener, Map<String, String> settings) {
        try {
            listener.accept(settings);
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("a change of settings was not followed");
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
