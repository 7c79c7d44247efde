package io.fairlead.rendezvous.network;

import io.fairlead.protocol.address.HostPort;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * The relay that has no address of its own, as clients find it beside their rendezvous server: at the same host, one
 * port further, protocol section 8.
 *
 * @param port       its port as clients that derive it take it, 1 to 65535
 * @param publicName how clients outside reach it; empty = nobody said so
 * @param hosts      names and addresses of the rendezvous server; a client that has one of them derives the relay's
 */
public record BesideRelay(int port, Optional<HostPort> publicName, List<String> hosts) {
    /** One of which nothing is known. */
    public static final BesideRelay UNKNOWN = new BesideRelay(RelayName.DEFAULT_PORT, Optional.empty(), List.of());

    /** Takes the list as it is now. */
    public BesideRelay {
        hosts = List.copyOf(hosts);
    }

    /**
     * A relay beside a rendezvous server whose own addresses are known.
     *
     * @param port       as above
     * @param publicName as above
     * @param addresses  of the machine
     * @return the relay
     */
    public static BesideRelay at(int port, Optional<HostPort> publicName, List<InetAddress> addresses) {
        return new BesideRelay(port, publicName, addresses.stream().map(InetAddress::getHostAddress).toList());
    }

    boolean isCalled(RelayName name) {
        return publicName.map(RelayName::of).filter(name::equals).isPresent()
                || (name.port() == port
                        && hosts.stream()
                                .flatMap(host -> RelayName.of(host).stream())
                                .anyMatch(known -> known.host().equals(name.host())));
    }
}
