package io.fairlead.rendezvous.connect;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.relay.RelayNode;
import io.fairlead.rendezvous.network.Network;
import io.fairlead.rendezvous.network.RelayName;
import io.fairlead.rendezvous.network.RelayViews;
import io.fairlead.rendezvous.network.Side;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Tells each side of a session the relay by the address at which that side reaches it, design section 6, as networks
 * and relays are now. Safe for use by any thread.
 *
 * <p>What a device answers is rendered anew for the requester if it is one of our relays; anything else is the device's
 * own choice and passes untouched.
 */
public final class AddressSelection {
    private final Supplier<RelayViews> views;
    private final Supplier<List<RelayNode>> relays;
    private final Predicate<InetAddress> crowded;

    /**
     * A selection that asks anew each time.
     *
     * @param views   how relays are called
     * @param relays  those that there are
     * @param crowded whether many devices are seen at an address that is not public
     */
    public AddressSelection(
            Supplier<RelayViews> views, Supplier<List<RelayNode>> relays, Predicate<InetAddress> crowded) {
        this.views = views;
        this.relays = relays;
        this.crowded = crowded;
    }

    /**
     * Finds the place of a client.
     *
     * @param address   as its node sees it, behind trusted proxies
     * @param transport how it is connected
     * @return the side that it is
     */
    public Side side(InetAddress address, Transport transport) {
        Network network = views.get().table().of(address);
        return new Side(address, network, isMasqueraded(address, network), transport == Transport.WEBSOCKET);
    }

    /**
     * Says whether an address stands for many strangers.
     *
     * @param address as its node sees it
     * @return true when an operator said so, or many devices have been seen there
     */
    public boolean isMasqueraded(InetAddress address) {
        return isMasqueraded(address, views.get().table().of(address));
    }

    private boolean isMasqueraded(InetAddress address, Network network) {
        return switch (network.masquerade()) {
            case TRUE -> true;
            // A proxy's own address is that of a client whose proxy has not said where it is.
            case AUTO -> network.trustedProxy() || crowded.test(address);
            case FALSE -> false;
        };
    }

    /**
     * Renders a relay.
     *
     * @param side  who is to be told
     * @param relay which
     * @return {@code host[:port]}; empty when the client knows better
     */
    public String relayFor(Side side, RelayNode relay) {
        return views.get().render(relay, side);
    }

    /**
     * Renders the relay that a client named, for the other side.
     *
     * @param side   who is to be told
     * @param named  what the client said; empty = it said nothing
     * @param chosen the relay that the session was sent to
     * @return the same relay as {@code side} reaches it; {@code named} untouched when it is none of ours
     */
    public String renderAnswer(Side side, String named, RelayNode chosen) {
        if (named.isEmpty()) {
            return relayFor(side, chosen);
        }
        return recognise(named, chosen)
                .map(relay -> relayFor(side, relay))
                .filter(rendered -> !rendered.isEmpty() && !sameRelay(rendered, named))
                .orElse(named);
    }

    /**
     * Finds the relay that an address means.
     *
     * @param named  what a client said
     * @param chosen which it is when several have that name
     * @return empty when it is none of ours
     */
    public Optional<RelayNode> recognise(String named, RelayNode chosen) {
        return views.get().recognise(named, relays.get(), chosen);
    }

    /** Whether an address is one of our relays', by any of the texts that it may have. */
    boolean ours(String named) {
        return recognise(named, RelayNode.BESIDE).isPresent();
    }

    static boolean sameRelay(String one, String other) {
        Optional<RelayName> name = RelayName.of(one);
        return name.isPresent() && name.equals(RelayName.of(other));
    }
}
