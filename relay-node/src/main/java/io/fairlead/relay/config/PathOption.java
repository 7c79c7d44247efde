package io.fairlead.relay.config;

import java.util.Locale;

/** What an operator decides about the path of sessions between two TCP connections. */
public enum PathOption {
    /** The best for what a session carries, as that changes; Netty where the system has nothing else. */
    AUTO,
    /** Through pipes, whatever is carried. */
    SPLICE,
    /** Through one buffer, whatever is carried. */
    COPY,
    /** Through Netty, on Java's own sockets. */
    NETTY;

    /**
     * Names it as the option does.
     *
     * @return lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
