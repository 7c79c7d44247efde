package io.fairlead.relay.kernel;

import java.util.Locale;

/** How bytes get from one connection to the other. */
public enum DataPath {
    /** Through Netty's channels and buffers. */
    NETTY,
    /** Through the event loop's one buffer. */
    COPY,
    /** Through a pipe, without being copied. */
    SPLICE;

    /**
     * Names the path in logs and metrics.
     *
     * @return lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
