package io.fairlead.protocol.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses as sockets report them. */
public final class Addresses {
    private Addresses() {}

    /**
     * Gives an address one form: an IPv4 client of an IPv6 socket is an IPv4 client; a zone is dropped.
     *
     * @param seen as the socket reports it, resolved
     * @return the same endpoint
     */
    public static InetSocketAddress canonical(InetSocketAddress seen) {
        if (!(seen.getAddress() instanceof Inet6Address v6)) {
            return seen;
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(v6.getAddress()), seen.getPort());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 octets are an address", e);
        }
    }
}
