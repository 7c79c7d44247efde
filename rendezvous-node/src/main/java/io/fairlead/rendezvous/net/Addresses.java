package io.fairlead.rendezvous.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses as sockets report them. */
final class Addresses {
    private Addresses() {}

    /** An IPv4 client of an IPv6 socket is an IPv4 client; its scope and name, if any, are dropped. */
    static InetSocketAddress canonical(InetSocketAddress seen) {
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
