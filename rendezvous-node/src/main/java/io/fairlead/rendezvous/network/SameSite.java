package io.fairlead.rendezvous.network;

import java.util.Locale;

/** How two sides that are at the same site are to meet. */
public enum SameSite {
    /** By the device's own address. */
    DIRECT,
    /** By the addresses that the server sees: there are routers between, but no translation. */
    PUNCH,
    /** By a relay at once: hosts of the site do not reach each other. */
    RELAY;

    /**
     * Names it in configuration and logs.
     *
     * @return lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
