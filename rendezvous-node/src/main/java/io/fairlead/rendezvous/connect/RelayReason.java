package io.fairlead.rendezvous.connect;

/** Why two sides are sent to a relay without trying a direct way. */
public enum RelayReason {
    /** The operator wants every session relayed. */
    ALWAYS_RELAY,
    /** The requester asked for it. */
    FORCED,
    /** The requester's NAT gives each connection another port. */
    SYMMETRIC_NAT,
    /** One side is on WebSocket and cannot accept or make a direct connection. */
    WEBSOCKET,
    /** One side is inside a network that the other is not in. */
    INSIDE_AND_OUTSIDE,
    /** One side has an IPv4 address and the other an IPv6 one. */
    MIXED_FAMILIES,
    /** The address that the server sees stands for many, so that no direct way leads there. */
    MASQUERADED,
    /** Both are at a site whose hosts do not reach each other, as the operator said. */
    SITE;

    /**
     * Names the reason in logs and metrics.
     *
     * @return lower case, words joined by underscores
     */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
