package io.fairlead.cli.option;

/** What a process is. */
public enum Role {
    /** A rendezvous node. */
    RENDEZVOUS,
    /** A relay. */
    RELAY,
    /** Both in one process. */
    STANDALONE
}
