package io.fairlead.protocol.address;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

/**
 * A range of IP addresses: a network address and the number of its leading bits that count.
 *
 * @param network any address in the range
 * @param prefix  0 to 32 for IPv4, 0 to 128 for IPv6, in bits
 */
public record Cidr(InetAddress network, int prefix) {
    /**
     * Checks the prefix against the family.
     *
     * @throws IllegalArgumentException when it is out of range; the message names it
     */
    public Cidr {
        Objects.requireNonNull(network, "network");
        int bits = network.getAddress().length * Byte.SIZE;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("prefix: " + prefix + " (expected: 0.." + bits + ")");
        }
    }

    /**
     * Reads {@code address/prefix}; an address alone is a range of one.
     *
     * @param text for example {@code 192.168.0.0/16} or {@code fd00::/8}
     * @return the range
     * @throws IllegalArgumentException when it is none; the message names the value
     */
    public static Cidr parse(String text) {
        String trimmed = text.strip();
        int slash = trimmed.indexOf('/');
        try {
            InetAddress network = InetAddress.ofLiteral(slash < 0 ? trimmed : trimmed.substring(0, slash));
            int prefix = slash < 0
                    ? network.getAddress().length * Byte.SIZE
                    : Integer.parseInt(trimmed.substring(slash + 1));
            return new Cidr(network, prefix);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "network: '" + text + "' (expected: address/prefix, for example 192.168.0.0/16)", e);
        }
    }

    /**
     * Says whether an address lies in the range. IPv4 and IPv6 never contain each other.
     *
     * @param address any address
     * @return true when its leading bits are the range's
     */
    public boolean contains(InetAddress address) {
        byte[] wanted = network.getAddress();
        byte[] actual = address.getAddress();
        if (wanted.length != actual.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += Byte.SIZE) {
            int mask = prefix - bit >= Byte.SIZE ? 0xFF : 0xFF << (Byte.SIZE - (prefix - bit)) & 0xFF;
            int index = bit / Byte.SIZE;
            if (((wanted[index] ^ actual[index]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Says whether an address lies in one of several ranges. Makes no object of its own, as every introduction asks.
     *
     * @param ranges  any number of them
     * @param address any address
     * @return false when there is none that contains it
     */
    public static boolean anyContains(List<Cidr> ranges, InetAddress address) {
        for (Cidr range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefix;
    }
}
