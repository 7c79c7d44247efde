package io.fairlead.relay.config;

import io.fairlead.cluster.OpaqueBytes;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a relay and the other relays of its cluster reach each other, so that the two legs of a session meet wherever
 * they land.
 *
 * @param bind             the address to listen on for other relays; empty = all
 * @param port             TCP, 0 to 65535; 0 lets the system choose
 * @param advertisedHost   the name or IP address by which other relays reach this one
 * @param secret           what all relays of the cluster know and nobody else, at least 16 bytes
 * @param maxConnections   connections of other relays at once; further ones are closed
 * @param handshakeTimeout both sides have proved themselves by then, or the connection is closed
 */
public record RelayPeering(
        Optional<InetAddress> bind,
        int port,
        String advertisedHost,
        OpaqueBytes secret,
        int maxConnections,
        Duration handshakeTimeout) {

    /** As many as a relay may have of parked legs, its sessions across nodes besides. */
    public static final int DEFAULT_MAX_CONNECTIONS = 50_000;

    /** Clients give a relay 18 s; a node that is lost must leave time to meet elsewhere. */
    public static final Duration DEFAULT_HANDSHAKE_TIMEOUT = Duration.ofSeconds(3);

    private static final int SHORTEST_SECRET = 16;
    private static final int MAX_PORT = 65_535;

    /**
     * Checks the range of each.
     *
     * @throws IllegalArgumentException when one is out of range; the message names it, but never the secret
     */
    public RelayPeering {
        Objects.requireNonNull(bind, "bind");
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("relay-cluster-port: " + port + " (expected: 0.." + MAX_PORT + ")");
        }
        if (advertisedHost.isBlank()) {
            throw new IllegalArgumentException(
                    "cluster-host: '" + advertisedHost + "' (expected: a name or an IP address)");
        }
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("cluster-secret: " + secret.length() + " bytes (expected: at least "
                    + SHORTEST_SECRET + ")");
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException(
                    "max-peer-connections: " + maxConnections + " (expected: at least 1)");
        }
        if (!handshakeTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "peer handshake timeout: " + handshakeTimeout + " (expected: more than 0)");
        }
    }
}
