package io.fairlead.load.traffic;

import java.util.Locale;

/** What a session is used for. */
public enum SessionKind {
    /** Somebody works with windows, text and mouse. */
    OFFICE,
    /** Moving pictures, mostly with sound. */
    VIDEO,
    /** A session that is open while nobody does anything. */
    IDLE,
    /** Files are fetched or brought. */
    FILES,
    /** A console: little text, answered at once. */
    TERMINAL;

    /**
     * Gives the name that the model's file has.
     *
     * @return in small letters
     */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
