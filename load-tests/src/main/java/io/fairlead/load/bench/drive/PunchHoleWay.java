package io.fairlead.load.bench.drive;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How an introduction is asked for and answered. */
public enum PunchHoleWay {
    /** Each side by a connection of its own for each introduction, as clients do. */
    FRESH("a new connection of either side for each"),
    /** Each side by a connection that stays. Not every server answers a second request on a connection. */
    KEPT("connections that stay"),
    /** For a device that is not online, by a new connection each: the cheapest answer. */
    REFUSED("a new connection for each, for devices that are offline");

    private final String meaning;

    PunchHoleWay(String meaning) {
        this.meaning = meaning;
    }

    /**
     * Finds one by its name.
     *
     * @param label what {@link #label} gives
     * @return that one; empty when there is none of the name
     */
    public static Optional<PunchHoleWay> of(String label) {
        return Stream.of(values()).filter(way -> way.label().equals(label)).findFirst();
    }

    /**
     * Names it.
     *
     * @return lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Says what it is.
     *
     * @return some words
     */
    String meaning() {
        return meaning;
    }

    /** Whether a connection serves one introduction and is closed. */
    boolean fresh() {
        return this != KEPT;
    }
}
