package io.fairlead.load.place;

/** What the server had the two try first, as the controller learns it. */
public enum Introduction {
    /** The device's own address in its LAN (FetchLocalAddr). */
    LOCAL_ADDRESS,
    /** A punched hole (PunchHole). */
    PUNCH,
    /** A relay, without a try. */
    RELAY_AT_ONCE,
    /** Nothing: the device was not reached, or the server refused. */
    NONE
}
