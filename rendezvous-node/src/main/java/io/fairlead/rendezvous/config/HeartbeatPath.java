package io.fairlead.rendezvous.config;

import java.util.Locale;

/** By what means a node receives datagrams, nearly all of which are heartbeats. */
public enum HeartbeatPath {
    /** {@link #KERNEL} where the machine can do so, else {@link #NETTY}. */
    AUTO,
    /** Many with one system call, on a thread of their own: Linux on x86_64 and aarch64. */
    KERNEL,
    /** On the event loops. */
    NETTY;

    /**
     * Names it in configuration and logs.
     *
     * @return lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
