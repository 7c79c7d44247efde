package io.fairlead.cluster;

/** How a device's registration reached its node, and so how pushes go back to it. Protocol section 6. */
public enum Transport {
    /** Heartbeats by datagram; pushes leave from the socket that they arrive at. */
    UDP,
    /** One held TCP connection. */
    TCP,
    /** One held WebSocket connection. */
    WEBSOCKET
}
