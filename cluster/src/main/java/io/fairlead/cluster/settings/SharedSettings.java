package io.fairlead.cluster.settings;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What operators change at run time, the same on every node. Methods return at once and may be called from any thread;
 * stages never complete exceptionally.
 */
public interface SharedSettings extends AutoCloseable {
    /**
     * Gives all settings out that were ever changed.
     *
     * @return as they were within the last second or two; values as their owners wrote them
     */
    Map<String, String> current();

    /**
     * Changes a setting on every node.
     *
     * @param name  which, a name of lower-case words joined by dashes
     * @param value what it is from now on
     * @return whether it was stored
     */
    CompletionStage<Boolean> put(String name, String value);

    /**
     * Asks to be told of changes, also of own ones. Is told once at once if anything was ever changed.
     *
     * @param changed told all settings, on a thread of the adapter, one change after the other
     */
    void onChange(Consumer<Map<String, String>> changed);

    /** Ends the watch. */
    @Override
    void close();
}
