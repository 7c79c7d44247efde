package io.fairlead.rendezvous.config;

import io.fairlead.cluster.enrolment.EnrolmentMode;
import io.fairlead.protocol.crypto.KeyRing;
import io.fairlead.protocol.net.ProxyTrust;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that an operator decides for one rendezvous node.
 *
 * @param nodeId         names the node in routes and logs; unique in a cluster
 * @param region         where the node is, to choose relays near it; empty when nobody said so
 * @param bind           the address to listen on; empty = all, IPv6 included where the machine has it
 * @param ports          where to listen
 * @param keys           the keys that clients may present, and the pairs that sign devices' identities
 * @param enrolment      who may register
 * @param networks       where clients and relays are
 * @param update         what clients are told about where to go
 * @param alwaysUseRelay true = every session goes through a relay; an operator may change it at run time
 * @param limits         how much clients may ask
 * @param timeouts       how long the node waits
 * @param apiServer      what HttpProxyRequests are forwarded to; empty = they are refused
 * @param proxies        whose word counts about where clients are
 * @param console        whether loopback connections may give the console's commands, protocol section 14
 * @param ioThreads      event loops, and receive loops for UDP where the system can share a port; 0 = one per core
 * @param receiveBuffer  the kernel's receive buffer of each UDP socket, in bytes; 0 = the system's default
 */
public record RendezvousConfig(
        String nodeId,
        String region,
        Optional<InetAddress> bind,
        Ports ports,
        KeyRing keys,
        EnrolmentMode enrolment,
        NetworkRules networks,
        ClientUpdate update,
        boolean alwaysUseRelay,
        Limits limits,
        Timeouts timeouts,
        Optional<ApiServer> apiServer,
        ProxyTrust proxies,
        boolean console,
        int ioThreads,
        int receiveBuffer) {

    /**
     * Checks what the parts have not checked themselves.
     *
     * @throws IllegalArgumentException when a value is out of range; the message names it
     */
    public RendezvousConfig {
        if (nodeId.isBlank()) {
            throw new IllegalArgumentException("node id: '" + nodeId + "' (expected: a name)");
        }
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(bind, "bind");
        Objects.requireNonNull(ports, "ports");
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(enrolment, "enrolment");
        Objects.requireNonNull(networks, "networks");
        Objects.requireNonNull(update, "update");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(apiServer, "apiServer");
        Objects.requireNonNull(proxies, "proxies");
        if (ioThreads < 0) {
            throw new IllegalArgumentException("io-threads: " + ioThreads + " (expected: at least 0)");
        }
        if (receiveBuffer < 0) {
            throw new IllegalArgumentException("rmem: " + receiveBuffer + " (expected: at least 0)");
        }
    }
}
