package io.fairlead.rendezvous.network;

import io.fairlead.protocol.address.Cidr;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A place that clients connect from.
 *
 * @param name         names it to operators; {@link #PUBLIC} is everywhere that no other network is
 * @param cidrs        its addresses as the server sees them
 * @param relay        how all relays are reached from there, unless {@code relays} knows better
 * @param relays       how single relays are reached from there; by the relay's node name or its public address
 * @param sameSite     how two sides in it meet
 * @param masquerade   whether one of its addresses stands for many strangers
 * @param trustedProxy whether its addresses are of proxies whose word counts about where clients are
 * @param origin       where an operator finds it, for messages: a line of a file, an option or an interface
 */
public record Network(
        String name,
        List<Cidr> cidrs,
        Optional<RelayView> relay,
        Map<String, RelayView> relays,
        SameSite sameSite,
        Masquerade masquerade,
        boolean trustedProxy,
        String origin) {
    /** The name of the network that is everywhere else. */
    public static final String PUBLIC = "public";

    /**
     * Checks the parts.
     *
     * @throws NullPointerException     when one is missing
     * @throws IllegalArgumentException when the name is empty
     */
    public Network {
        Objects.requireNonNull(relay, "relay");
        Objects.requireNonNull(sameSite, "sameSite");
        Objects.requireNonNull(masquerade, "masquerade");
        Objects.requireNonNull(origin, "origin");
        if (name.isBlank()) {
            throw new IllegalArgumentException("network: '" + name + "' (expected: a name)");
        }
        cidrs = List.copyOf(cidrs);
        relays = Map.copyOf(relays);
    }

    /**
     * A network in which hosts reach each other, and all relays by the same address.
     *
     * @param name   names it
     * @param cidrs  its addresses
     * @param relay  {@code host[:port]}
     * @param origin where an operator finds it
     * @return the network
     */
    public static Network lan(String name, List<Cidr> cidrs, String relay, String origin) {
        return new Network(name, cidrs, Optional.of(new RelayView(relay)), Map.of(), SameSite.DIRECT, Masquerade.AUTO,
                false, origin);
    }

    /**
     * Everywhere, of which nothing is known.
     *
     * @return the network {@link #PUBLIC}
     */
    public static Network everywhere() {
        return new Network(PUBLIC, List.of(), Optional.empty(), Map.of(), SameSite.DIRECT, Masquerade.AUTO, false,
                "default");
    }

    /**
     * Says whether it is everywhere that no other network is.
     *
     * @return true for the one of that name
     */
    public boolean isPublic() {
        return name.equals(PUBLIC);
    }

    boolean contains(InetAddress address) {
        return Cidr.anyContains(cidrs, address);
    }
}
