package io.fairlead.rendezvous.connect;

/** Why two sides are sent to a relay without trying a direct way. */
public enum RelayReason {
    /** The operator wants every session relayed. */
    ALWAYS_RELAY,
    /** The requester asked for it. */
    FORCED,
    /** The requester's NAT gives each connection another port. */
    SYMMETRIC_NAT,
    /** The requester is on WebSocket and cannot accept or make a direct connection. */
    WEBSOCKET,
    /** One side is inside the local network and the other is not. */
    INSIDE_AND_OUTSIDE;

    /**
     * Names the reason in logs and metrics.
     *
     * @return lower case, words joined by underscores
     */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
