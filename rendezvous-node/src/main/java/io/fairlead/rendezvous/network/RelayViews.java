package io.fairlead.rendezvous.network;

import io.fairlead.cluster.relay.RelayNode;
import io.fairlead.protocol.address.HostPort;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How relays are called: renders a relay for a side, and finds the relay that an address means, design section 6. A
 * relay is what is chosen; its address is made for each side of a session, in each message. Immutable.
 *
 * @param table  the networks
 * @param beside the relay beside the rendezvous server
 */
public record RelayViews(NetworkTable table, BesideRelay beside) {
    /**
     * The relay by the address at which a side reaches it.
     *
     * @param relay which
     * @param side  who is to be told
     * @return {@code host[:port]}; empty when nobody said how, and the client knows better
     */
    public String render(RelayNode relay, Side side) {
        return view(relay, side.network())
                .map(view -> view.forClient(side.overWebSocket()))
                .orElseGet(() -> outside(relay, side.overWebSocket()));
    }

    /**
     * How a node reaches a relay itself, to see whether it lives. By its public address alone it would not do: where no
     * router turns packets around, a node does not reach a relay beside it so.
     *
     * @param relay which
     * @param own   the node's addresses
     * @return the relay's addresses in the networks that the node is in, then its public one, each once; empty when it
     *         has no address of its own
     */
    public List<HostPort> waysTo(RelayNode relay, List<InetAddress> own) {
        return Stream.concat(
                own.stream()
                        .map(table::of)
                        .filter(network -> !network.isPublic())
                        .flatMap(network -> view(relay, network).stream())
                        .map(RelayView::address),
                Stream.of(relay.address()).filter(address -> !address.isEmpty()))
                .map(address -> HostPort.parse(address, RelayName.DEFAULT_PORT))
                .distinct()
                .toList();
    }

    private String outside(RelayNode relay, boolean overWebSocket) {
        return view(relay, publicNetwork())
                .map(view -> view.forClient(overWebSocket))
                .orElseGet(() -> relay.address().isEmpty()
                        ? beside.publicName().map(HostPort::toString).orElse("")
                        : relay.address());
    }

    private Network publicNetwork() {
        return table.networks().getLast();
    }

    /** What the table says of a relay: what it says of this one before what it says of all. */
    private static Optional<RelayView> view(RelayNode relay, Network network) {
        if (network.relays().isEmpty()) {
            return network.relay();
        }
        Optional<RelayName> address = RelayName.of(relay.address());
        return network.relays()
                .entrySet()
                .stream()
                .filter(entry -> isMeant(entry.getKey(), relay, address))
                .findFirst()
                .map(Map.Entry::getValue)
                .or(network::relay);
    }

    /** A relay's id is its node's name and a part that changes with each start. */
    private static boolean isMeant(String key, RelayNode relay, Optional<RelayName> address) {
        int suffix = relay.id().lastIndexOf('-');
        return key.equals(relay.id())
                || (suffix > 0 && key.equals(relay.id().substring(0, suffix)))
                || (address.isPresent() && RelayName.of(key).equals(address));
    }

    /**
     * Finds the relay that an address means, by any of the names that it has anywhere.
     *
     * @param address what a client said
     * @param relays  those that there are
     * @param chosen  which it is when several have that name, as behind one address
     * @return empty when it is none of ours
     */
    public Optional<RelayNode> recognise(String address, List<RelayNode> relays, RelayNode chosen) {
        return RelayName.of(address)
                .flatMap(name -> Stream.concat(Stream.of(chosen), relays.stream())
                        .filter(relay -> isCalled(relay, name))
                        .findFirst());
    }

    private boolean isCalled(RelayNode relay, RelayName name) {
        boolean byItself = relay.address().isEmpty()
                ? beside.isCalled(name)
                : RelayName.of(relay.address()).filter(name::equals).isPresent();
        return byItself
                || table.networks()
                        .stream()
                        .flatMap(network -> view(relay, network).stream())
                        .anyMatch(view -> view.isCalled(name));
    }
}
