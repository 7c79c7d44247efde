package io.fairlead.cli.option;

import java.util.Locale;

/** What a process is. */
public enum Role {
    /** A rendezvous node. */
    RENDEZVOUS,
    /** A relay. */
    RELAY,
    /** Both in one process. */
    STANDALONE;

    /**
     * Names the role to operators, on the command line, in metrics and to other nodes.
     *
     * @return lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
