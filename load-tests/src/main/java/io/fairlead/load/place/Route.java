package io.fairlead.load.place;

/** By which way two clients have met. */
public enum Route {
    /** By the device's own address, in its LAN. */
    DIRECT_LOCAL,
    /** By the device's address as the server sees it, through a hole, over IPv4. */
    DIRECT_PUNCH,
    /** The same over IPv6. */
    DIRECT_V6,
    /** Through a relay. */
    RELAY,
    /** They have not. */
    FAILED
}
