package io.fairlead.cluster.membership;

import io.fairlead.protocol.address.HostPort;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A node's place in the cluster.
 *
 * @param nodeId                names the node in routes; unique for each life of a process
 * @param version               the program's version, told to the other nodes
 * @param bindHost              the address of the one interface that the other nodes come in at
 * @param advertisedHost        what the other nodes dial; the same text as in their seeds
 * @param port                  both bound and dialled, 1 to 65535
 * @param seeds                 nodes to join by; the first of them forms the cluster. Empty with a {@code discovery}
 * @param discovery             how nodes are found where there are no seeds
 * @param management            where nodes that are being found answer; needed with a discovery, not bound without
 * @param requiredContactPoints so many nodes must be found before they form a new cluster, at least 1; joining one that
 *                              exists takes one
 * @param tls                   empty = the other nodes are spoken to in clear and anybody who reaches the port is one
 */
public record ClusterConfig(
        String nodeId,
        String version,
        String bindHost,
        String advertisedHost,
        int port,
        List<HostPort> seeds,
        Discovery discovery,
        Optional<HostPort> management,
        int requiredContactPoints,
        Optional<TlsFiles> tls) {
    private static final int MAX_PORT = 65_535;

    /**
     * Checks what can be without the network.
     *
     * @throws NullPointerException     when a part is missing
     * @throws IllegalArgumentException when one is out of range, or parts contradict; the message names it
     */
    public ClusterConfig {
        expect(nodeId.matches("[A-Za-z0-9_.:-]{1,128}"), "node id", nodeId, "1 to 128 letters, digits, '_.:-'");
        expect(version.matches("[A-Za-z0-9_.+-]{1,64}"), "version", version, "1 to 64 letters, digits, '_.+-'");
        expectHost("cluster-bind", bindHost);
        expectHost("cluster-host", advertisedHost);
        expect(!isWildcard(advertisedHost), "cluster-host", advertisedHost, "an address that other nodes can dial");
        expect(port >= 1 && port <= MAX_PORT, "cluster-port", Integer.toString(port), "1.." + MAX_PORT);
        seeds = List.copyOf(seeds);
        Objects.requireNonNull(discovery, "discovery");
        expect(discovery instanceof Discovery.None != seeds.isEmpty(), "cluster-seeds", seeds.toString(),
                "seeds or a discovery, one of the two");
        expect(discovery instanceof Discovery.None || management.isPresent(), "cluster-management",
                management.toString(), "host:port where a discovery is used");
        expect(requiredContactPoints >= 1, "cluster-contact-points", Integer.toString(requiredContactPoints),
                "at least 1");
        Objects.requireNonNull(tls, "tls");
    }

    private static void expectHost(String option, String host) {
        expect(!host.isBlank() && host.chars().noneMatch(c -> Character.isWhitespace(c) || c == '[' || c == ']'),
                option, host, "a name or an IP address");
    }

    private static boolean isWildcard(String host) {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    private static void expect(boolean holds, String option, String value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(option + ": '" + value + "' (expected: " + expected + ")");
        }
    }

    /**
     * A node that is found by seeds, without TLS.
     *
     * @param nodeId  names the node
     * @param version the program's version
     * @param address bound and advertised
     * @param seeds   the first forms the cluster
     * @return the configuration
     */
    public static ClusterConfig ofSeeds(String nodeId, String version, HostPort address, List<HostPort> seeds) {
        return new ClusterConfig(nodeId, version, address.host(), address.host(), address.port(), seeds,
                new Discovery.None(), Optional.empty(), 1, Optional.empty());
    }

    /**
     * The same with TLS.
     *
     * @param files this node's
     * @return the configuration
     */
    public ClusterConfig withTls(TlsFiles files) {
        return new ClusterConfig(nodeId, version, bindHost, advertisedHost, port, seeds, discovery, management,
                requiredContactPoints, Optional.of(files));
    }

    /** Whether this node is the one that forms the cluster, and there are others to look for first. */
    boolean isFirstOfSeveralSeeds() {
        return seeds.size() > 1 && seeds.getFirst().equals(new HostPort(advertisedHost, port));
    }
}
