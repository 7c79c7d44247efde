package io.fairlead.protocol.net;

import io.netty.channel.Channel;
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

    /**
     * Says where a connection comes from.
     *
     * @param channel a TCP connection
     * @return its remote address in one form; {@code 0.0.0.0:0} when it was reset before anybody could ask
     */
    public static InetSocketAddress remote(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress seen ? canonical(seen) : new InetSocketAddress(0);
    }
}
