package io.fairlead.load.lab;

/** What the balancer spreads over nodes, TCP and UDP alike, by the ports of protocol section 1. */
public enum Service {
    /** NAT test and online query, rendezvous, rendezvous over WebSocket. */
    RENDEZVOUS("21115, 21116, 21118"),
    /** Relay, relay over WebSocket. */
    RELAY("21117, 21119");

    private final String ports;

    Service(String ports) {
        this.ports = ports;
    }

    String ports() {
        return ports;
    }
}
