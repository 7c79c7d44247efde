package io.fairlead.load.bench.os;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * An IPv4 address and port as numbers, which a generator can make by the million.
 *
 * @param ip   the four octets, the first the most significant; 0 = any
 * @param port 0 to 65535; 0 = any
 */
public record Address(int ip, int port) {
    /** Any address, any port. */
    public static final Address ANY = new Address(0, 0);

    /** Checks the port. */
    public Address {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0..65535)");
        }
    }

    /**
     * Takes an address over.
     *
     * @param address resolved
     * @return the same
     * @throws IllegalArgumentException when it is not IPv4
     */
    public static Address of(InetSocketAddress address) {
        return new Address(ip(address.getAddress()), address.getPort());
    }

    /**
     * Gives the four octets as a number.
     *
     * @param address resolved
     * @return the first octet the most significant
     * @throws IllegalArgumentException when it is not IPv4
     */
    public static int ip(InetAddress address) {
        if (!(address instanceof Inet4Address)) {
            throw new IllegalArgumentException("address: " + address + " (expected: IPv4)");
        }
        byte[] octets = address.getAddress();
        return octets[0] << 24 | (octets[1] & 0xFF) << 16 | (octets[2] & 0xFF) << 8 | (octets[3] & 0xFF);
    }

    /**
     * Gives the IP address as text.
     *
     * @return four numbers and dots
     */
    public String host() {
        return (ip >>> 24) + "." + (ip >>> 16 & 0xFF) + "." + (ip >>> 8 & 0xFF) + "." + (ip & 0xFF);
    }

    /**
     * Gives the address as other parts of Java take it.
     *
     * @return resolved
     */
    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(InetAddress.ofLiteral(host()), port);
    }

    @Override
    public String toString() {
        return host() + ":" + port;
    }
}
