package io.fairlead.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a label's values few where an operator makes them up, as in a file that is read again when it changes. Safe for
 * use by any thread.
 */
public final class BoundedNames {
    /** Stands for all that are too many. */
    public static final String OTHER = "other";

    private final int most;
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /**
     * Knows no name yet.
     *
     * @param most so many different names are let through
     */
    public BoundedNames(int most) {
        this.most = most;
    }

    /**
     * Lets a name through, or not.
     *
     * @param name as the operator has it
     * @return the same; {@link #OTHER} when it is empty, or there are too many
     */
    public String of(String name) {
        if (names.contains(name)) {
            return name;
        }
        // Two at once may be let through as the last; a few more do no harm.
        return !name.isEmpty() && names.size() < most && (names.add(name) || names.contains(name)) ? name : OTHER;
    }
}
