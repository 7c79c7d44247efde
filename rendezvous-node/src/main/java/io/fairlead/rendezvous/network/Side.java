package io.fairlead.rendezvous.network;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * One side of a session, as far as its place goes.
 *
 * @param address       as its node sees it, behind trusted proxies
 * @param network       the network of that address
 * @param masqueraded   whether the address stands for many strangers
 * @param overWebSocket whether it is on WebSocket, and can neither make nor accept a direct connection
 */
public record Side(InetAddress address, Network network, boolean masqueraded, boolean overWebSocket) {
    /**
     * Says which family the address is of.
     *
     * @return true for IPv6
     */
    public boolean isIpv6() {
        return address instanceof Inet6Address;
    }

    /**
     * Says whether hosts elsewhere can have no way to the address as it is: RFC 1918, RFC 6598, RFC 4193, link-local
     * or loopback.
     *
     * @return true when it is not a public one
     */
    public boolean isPrivate() {
        return PrivateAddresses.contain(address);
    }

    /** Whether it is inside a network of its own, which is not reached from elsewhere by the address that we see. */
    boolean isInside() {
        return !network.isPublic() && isPrivate();
    }
}
