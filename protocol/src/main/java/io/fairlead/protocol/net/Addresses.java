package io.fairlead.protocol.net;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses as sockets report them. */
public final class Addresses {
    private static final AttributeKey<InetSocketAddress> CLIENT = AttributeKey.valueOf(Addresses.class, "client");

    private Addresses() {}

    /**
     * Gives an address one form: an IPv4 client of an IPv6 socket is an IPv4 client; a zone is dropped.
     *
     * @param seen as the socket reports it, resolved
     * @return the same endpoint
     */
    public static InetSocketAddress canonical(InetSocketAddress seen) {
        return seen.getAddress() instanceof Inet6Address
                ? new InetSocketAddress(canonical(seen.getAddress()), seen.getPort())
                : seen;
    }

    /**
     * Gives an address one form: IPv4 where it was mapped into IPv6, and no zone.
     *
     * @param seen any
     * @return the same host
     */
    public static InetAddress canonical(InetAddress seen) {
        if (!(seen instanceof Inet6Address v6)) {
            return seen;
        }
        try {
            return InetAddress.getByAddress(v6.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 octets are an address", e);
        }
    }

    /**
     * Says where a connection comes from by the word of a trusted proxy.
     *
     * @param channel a TCP connection
     * @param client  what {@link #remote(Channel)} says from now on
     */
    static void remote(Channel channel, InetSocketAddress client) {
        channel.attr(CLIENT).set(client);
    }

    /**
     * Says where a connection comes from: the client behind a trusted proxy, else the other end.
     *
     * @param channel a TCP connection
     * @return its remote address in one form; {@code 0.0.0.0:0} when it was reset before anybody could ask
     */
    public static InetSocketAddress remote(Channel channel) {
        InetSocketAddress client = channel.attr(CLIENT).get();
        if (client != null) {
            return client;
        }
        return channel.remoteAddress() instanceof InetSocketAddress seen ? canonical(seen) : new InetSocketAddress(0);
    }
}
