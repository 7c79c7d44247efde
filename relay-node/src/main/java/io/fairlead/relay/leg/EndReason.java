package io.fairlead.relay.leg;

import java.util.Locale;

/** Why a session ended. */
public enum EndReason {
    /** A side closed its connection. */
    CLOSED,
    /** A side's connection broke. */
    RESET,
    /** No byte came for too long. */
    IDLE,
    /** An address of the session was put on the block list. */
    BLOCKED,
    /** An operator ended it. */
    OPERATOR,
    /** A side sent what cannot be carried to the other. */
    MALFORMED,
    /** The relay stopped. */
    STOPPED;

    /**
     * Names the reason in logs and metrics.
     *
     * @return lower case, words joined by underscores
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
