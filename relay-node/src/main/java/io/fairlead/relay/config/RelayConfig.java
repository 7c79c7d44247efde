package io.fairlead.relay.config;

import io.fairlead.protocol.crypto.KeyRing;
import io.fairlead.protocol.net.ProxyTrust;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that an operator decides for one relay.
 *
 * @param nodeId        names the relay in pairings and logs
 * @param bind          the address to listen on; empty = all, IPv6 included where the machine has it
 * @param port          TCP, 0 to 65535; 0 lets the system choose
 * @param webSocketPort WebSocket, 0 to 65535; 0 lets the system choose
 * @param keys          what clients may present
 * @param bandwidth     how fast sessions may be
 * @param timeouts      how long the relay waits
 * @param caps          how much strangers can make it hold
 * @param proxies       whose word counts about where clients are
 * @param console       whether loopback connections may give the console's commands, protocol section 14
 * @param directory     where {@code blacklist.txt} and {@code blocklist.txt} are, if they are
 * @param ioThreads     event loops; 0 = one per core
 * @param paths         how bytes are moved
 * @param peering       how other relays of the cluster are reached; empty = the relay is alone
 * @param presence      what rendezvous nodes are told, if they are
 */
public record RelayConfig(
        String nodeId,
        Optional<InetAddress> bind,
        int port,
        int webSocketPort,
        KeyRing keys,
        BandwidthRules bandwidth,
        RelayTimeouts timeouts,
        RelayCaps caps,
        ProxyTrust proxies,
        boolean console,
        Path directory,
        int ioThreads,
        RelayPaths paths,
        Optional<RelayPeering> peering,
        RelayPresence presence) {

    private static final int MAX_PORT = 65_535;

    /**
     * Checks what the parts have not checked themselves.
     *
     * @throws IllegalArgumentException when a value is out of range; the message names it
     */
    public RelayConfig {
        if (nodeId.isBlank()) {
            throw new IllegalArgumentException("node id: '" + nodeId + "' (expected: a name)");
        }
        Objects.requireNonNull(bind, "bind");
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(bandwidth, "bandwidth");
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(caps, "caps");
        Objects.requireNonNull(proxies, "proxies");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(paths, "paths");
        Objects.requireNonNull(peering, "peering");
        Objects.requireNonNull(presence, "presence");
        port("relay port", port);
        port("relay WebSocket port", webSocketPort);
        if (ioThreads < 0) {
            throw new IllegalArgumentException("io-threads: " + ioThreads + " (expected: at least 0)");
        }
    }

    private static void port(String name, int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(name + ": " + port + " (expected: 0.." + MAX_PORT + ")");
        }
    }
}
