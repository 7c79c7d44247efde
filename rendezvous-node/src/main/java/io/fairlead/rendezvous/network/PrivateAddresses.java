package io.fairlead.rendezvous.network;

import io.fairlead.protocol.address.Cidr;
import java.net.InetAddress;
import java.util.List;

/** Addresses that mean something in one network alone. */
public final class PrivateAddresses {
    private static final List<Cidr> ALL = List.of(
            Cidr.parse("10.0.0.0/8"),
            Cidr.parse("172.16.0.0/12"),
            Cidr.parse("192.168.0.0/16"),
            Cidr.parse("100.64.0.0/10"),
            Cidr.parse("fc00::/7"));

    private PrivateAddresses() {}

    /**
     * Says whether an address is one of them: RFC 1918, RFC 6598, RFC 4193, link-local or loopback.
     *
     * @param address any
     * @return false for public addresses
     */
    public static boolean contain(InetAddress address) {
        return address.isLoopbackAddress() || address.isLinkLocalAddress() || Cidr.anyContains(ALL, address);
    }
}
