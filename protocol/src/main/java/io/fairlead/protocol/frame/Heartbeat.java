package io.fairlead.protocol.frame;

/** The empty frame or WebSocket message that keeps a registered connection alive, protocol section 6. */
public enum Heartbeat {
    /** The only one. */
    INSTANCE
}
