package io.fairlead.rendezvous.config;

import io.fairlead.protocol.address.Cidr;
import java.net.InetAddress;
import java.util.Objects;

/**
 * The one local network that the open server's options {@code mask} and {@code local-ip} describe.
 *
 * @param mask    the addresses of hosts inside
 * @param localIp the address by which hosts inside reach the relay, on its default port
 */
public record LanSite(Cidr mask, InetAddress localIp) {
    /**
     * Checks that both are given.
     *
     * @throws NullPointerException when one is not
     */
    public LanSite {
        Objects.requireNonNull(mask, "mask");
        Objects.requireNonNull(localIp, "localIp");
    }
}
