package io.fairlead.load.fleet;

/** What one address does that nobody should. */
public enum AbuseKind {
    /** Registers new ids by UDP. */
    REGISTRATIONS,
    /** Sends datagrams that are nothing. */
    GARBAGE,
    /** Opens connections and asks for ids that nobody has. */
    GUESSES,
    /** Opens connections, says nothing, and stays. */
    CONNECTIONS,
    /** Opens legs of sessions that never get another, and stays. */
    LEGS
}
