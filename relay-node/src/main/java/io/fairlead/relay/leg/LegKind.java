package io.fairlead.relay.leg;

/** How a leg is connected. */
public enum LegKind {
    /** Frames until it is paired; what follows depends on the other leg. */
    TCP,
    /** One message, one payload. */
    WEBSOCKET
}
