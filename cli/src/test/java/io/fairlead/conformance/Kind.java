package io.fairlead.conformance;

/** Whose behaviour is expected. */
enum Kind {
    /** Ours. */
    FAIRLEAD,
    /** The existing open server, 1.1.17. */
    OPEN
}
