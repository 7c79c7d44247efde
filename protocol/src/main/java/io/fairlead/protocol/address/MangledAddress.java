package io.fairlead.protocol.address;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/**
 * Addresses as they travel inside messages, protocol section 4: mixed with the clock so that routers, some of which
 * rewrite addresses that they recognise in payloads, don't recognise them. The same address is encoded differently each
 * time, so only decoded addresses may be compared.
 */
public final class MangledAddress {
    /** What an empty field means: no address. */
    public static final InetSocketAddress NONE = new InetSocketAddress(ipv4(new byte[4]), 0);

    private static final int V4_MAX_LENGTH = 16;
    private static final int V6_LENGTH = 18;
    private static final BigInteger LOW_32_BITS = BigInteger.valueOf(0xFFFFFFFFL);
    private static final BigInteger LOW_24_BITS = BigInteger.valueOf(0xFFFFFFL);
    private static final int CLOCK_SHIFT = 17;
    private static final int IP_SHIFT = 49;

    private MangledAddress() {}

    /**
     * Encodes an address with the clock of now.
     *
     * @param address resolved; IPv4-mapped and -compatible IPv6 addresses are reduced to IPv4
     * @return at most 16 bytes for IPv4, 18 for IPv6
     */
    public static ByteString encode(InetSocketAddress address) {
        return UnsafeByteOperations
                .unsafeWrap(encode(address, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())));
    }

    /**
     * Encodes an address.
     *
     * @param address resolved; IPv4-mapped and -compatible IPv6 addresses are reduced to IPv4
     * @param micros  microseconds since the epoch; only the low 32 bits count
     * @return at most 16 bytes for IPv4, 18 for IPv6
     */
    public static byte[] encode(InetSocketAddress address, long micros) {
        byte[] ip = reduce(address.getAddress().getAddress());
        if (ip.length != 4) {
            byte[] out = Arrays.copyOf(ip, V6_LENGTH);
            out[16] = (byte) address.getPort();
            out[17] = (byte) (address.getPort() >>> 8);
            return out;
        }
        long clock = micros & 0xFFFFFFFFL;
        long littleEndianIp = (ip[0] & 0xFFL) | ((ip[1] & 0xFFL) << 8) | ((ip[2] & 0xFFL) << 16)
                | ((ip[3] & 0xFFL) << 24);
        BigInteger value = BigInteger.valueOf(littleEndianIp + clock)
                .shiftLeft(IP_SHIFT)
                .or(BigInteger.valueOf(clock << CLOCK_SHIFT))
                .or(BigInteger.valueOf(address.getPort() + (clock & 0xFFFF)));
        return littleEndian(value);
    }

    /**
     * Decodes an address.
     *
     * @param mangled the field's bytes
     * @return the address, {@link #NONE} for an empty field; empty when the bytes are no address: 17 or more than 18
     */
    public static Optional<InetSocketAddress> decode(ByteString mangled) {
        int length = mangled.size();
        if (length == 0) {
            return Optional.of(NONE);
        }
        if (length == V6_LENGTH) {
            byte[] bytes = mangled.toByteArray();
            int port = (bytes[16] & 0xFF) | ((bytes[17] & 0xFF) << 8);
            return Optional.of(new InetSocketAddress(address(Arrays.copyOf(bytes, 16)), port));
        }
        if (length > V4_MAX_LENGTH) {
            return Optional.empty();
        }
        BigInteger value = new BigInteger(1, reversed(mangled.toByteArray()));
        long clock = value.shiftRight(CLOCK_SHIFT).and(LOW_32_BITS).longValue();
        long ip = value.shiftRight(IP_SHIFT).longValue() - clock;
        int port = (int) (value.and(LOW_24_BITS).longValue() - (clock & 0xFFFF)) & 0xFFFF;
        byte[] octets = {(byte) ip, (byte) (ip >>> 8), (byte) (ip >>> 16), (byte) (ip >>> 24)};
        return Optional.of(new InetSocketAddress(ipv4(octets), port));
    }

    /**
     * Says whether an address is one at all.
     *
     * @param address a decoded address
     * @return false for {@link #NONE}
     */
    public static boolean isPresent(InetSocketAddress address) {
        return !NONE.equals(address);
    }

    /** IPv4-mapped (::ffff:a.b.c.d) and -compatible (::a.b.c.d, but not ::1) addresses become their four octets. */
    private static byte[] reduce(byte[] ip) {
        if (ip.length == 4) {
            return ip;
        }
        for (int i = 0; i < 10; i++) {
            if (ip[i] != 0) {
                return ip;
            }
        }
        boolean mapped = ip[10] == -1 && ip[11] == -1;
        boolean compatible = ip[10] == 0 && ip[11] == 0;
        boolean loopback = compatible && ip[12] == 0 && ip[13] == 0 && ip[14] == 0 && ip[15] == 1;
        return (mapped || compatible) && !loopback ? Arrays.copyOfRange(ip, 12, 16) : ip;
    }

    /** At most 16 bytes without trailing zeros: BigInteger's own form, turned round and without its sign byte. */
    private static byte[] littleEndian(BigInteger value) {
        if (value.signum() == 0) {
            return new byte[0];
        }
        byte[] bytes = reversed(value.toByteArray());
        return bytes[bytes.length - 1] == 0 ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] out = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            out[i] = bytes[bytes.length - 1 - i];
        }
        return out;
    }

    private static Inet4Address ipv4(byte[] octets) {
        return (Inet4Address) address(octets);
    }

    private static InetAddress address(byte[] octets) {
        try {
            if (octets.length == 16) {
                return Inet6Address.getByAddress(null, octets, -1);
            }
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + octets.length + " octets", e);
        }
    }
}
