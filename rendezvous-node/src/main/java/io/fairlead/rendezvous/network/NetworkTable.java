package io.fairlead.rendezvous.network;

import io.fairlead.protocol.address.Cidr;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All networks that an operator named, and the one that is everywhere else. No address is in two of them. Immutable.
 */
public final class NetworkTable {
    private final List<Network> named;
    private final Network everywhere;
    private final List<Cidr> trustedProxies;

    private NetworkTable(List<Network> named, Network everywhere) {
        this.named = named;
        this.everywhere = everywhere;
        this.trustedProxies = named.stream()
                .filter(Network::trustedProxy)
                .flatMap(network -> network.cidrs().stream())
                .toList();
    }

    /**
     * Makes a table.
     *
     * @param networks in the operator's order; at most one of the name {@link Network#PUBLIC}
     * @return the table
     * @throws IllegalArgumentException when two networks have a name or an address in common, when one but the public
     *                                  has no addresses, or the public has; the message names both and where they are
     */
    public static NetworkTable of(List<Network> networks) {
        Map<String, Network> byName = new HashMap<>();
        List<Network> named = new ArrayList<>();
        Network everywhere = Network.everywhere();
        for (Network network : networks) {
            Network other = byName.putIfAbsent(network.name(), network);
            if (other != null) {
                throw new IllegalArgumentException("network '" + network.name() + "' (" + network.origin()
                        + "): is also at " + other.origin() + " (expected: each name once)");
            }
            checkAddresses(network);
            named.forEach(before -> checkApart(before, network));
            if (network.isPublic()) {
                everywhere = network;
            } else {
                named.add(network);
            }
        }
        return new NetworkTable(List.copyOf(named), everywhere);
    }

    private static void checkAddresses(Network network) {
        if (network.isPublic() != network.cidrs().isEmpty()) {
            throw new IllegalArgumentException("network '" + network.name() + "' (" + network.origin() + "): "
                    + (network.isPublic()
                            ? "has cidrs (expected: none, as it is everywhere else)"
                            : "has no cidrs (expected: at least one)"));
        }
    }

    private static void checkApart(Network one, Network other) {
        for (Cidr a : one.cidrs()) {
            for (Cidr b : other.cidrs()) {
                if (a.contains(b.network()) || b.contains(a.network())) {
                    throw new IllegalArgumentException("network '" + other.name() + "' (" + other.origin() + "): " + b
                            + " overlaps " + a + " of '" + one.name() + "' (" + one.origin()
                            + ") (expected: each address in one network)");
                }
            }
        }
    }

    /**
     * Finds the network of an address.
     *
     * @param address as the server sees it, behind trusted proxies
     * @return the one that contains it, else the public one
     */
    public Network of(InetAddress address) {
        return named.stream().filter(network -> network.contains(address)).findFirst().orElse(everywhere);
    }

    /**
     * Lists all networks.
     *
     * @return in the operator's order, the public one last
     */
    public List<Network> networks() {
        return Stream.concat(named.stream(), Stream.of(everywhere)).toList();
    }

    /**
     * Lists the addresses of proxies whose word counts about where clients are.
     *
     * @return in the operator's order
     */
    public List<Cidr> trustedProxies() {
        return trustedProxies;
    }
}
