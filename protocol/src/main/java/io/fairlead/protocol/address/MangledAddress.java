package io.fairlead.protocol.address;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
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
    private static final int IPV6_OCTETS = 16;
    private static final long LOW_32_BITS = 0xFFFFFFFFL;
    private static final long LOW_24_BITS = 0xFFFFFFL;
    private static final int CLOCK_SHIFT = 17;
    private static final int IP_SHIFT = 49;
    private static final long MICROS = 1_000_000;
    private static final long NANOS_OF_MICRO = 1_000;

    private MangledAddress() {}

    /**
     * Encodes an address with the clock of now.
     *
     * @param address resolved; IPv4-mapped and -compatible IPv6 addresses are reduced to IPv4
     * @return at most 16 bytes for IPv4, 18 for IPv6
     */
    public static ByteString encode(InetSocketAddress address) {
        Instant now = Instant.now();
        return UnsafeByteOperations.unsafeWrap(
                encode(address, now.getEpochSecond() * MICROS + now.getNano() / NANOS_OF_MICRO));
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
        long clock = micros & LOW_32_BITS;
        long littleEndianIp = (ip[0] & 0xFFL) | ((ip[1] & 0xFFL) << 8) | ((ip[2] & 0xFFL) << 16)
                | ((ip[3] & 0xFFL) << 24);
        // A number of 128 bits, of which the address begins in the lower half and ends in the upper.
        long mixed = littleEndianIp + clock;
        return littleEndian((mixed << IP_SHIFT) | (clock << CLOCK_SHIFT) | (address.getPort() + (clock & 0xFFFF)),
                mixed >>> (Long.SIZE - IP_SHIFT));
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
            byte[] octets = mangled.substring(0, IPV6_OCTETS).toByteArray();
            int port = (mangled.byteAt(16) & 0xFF) | ((mangled.byteAt(17) & 0xFF) << 8);
            return Optional.of(new InetSocketAddress(address(octets), port));
        }
        if (length > V4_MAX_LENGTH) {
            return Optional.empty();
        }
        long low = half(mangled, 0);
        long high = half(mangled, Long.BYTES);
        long clock = (low >>> CLOCK_SHIFT) & LOW_32_BITS;
        long ip = ((low >>> IP_SHIFT) | (high << (Long.SIZE - IP_SHIFT))) - clock;
        int port = (int) ((low & LOW_24_BITS) - (clock & 0xFFFF)) & 0xFFFF;
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

    /** At most 16 bytes without trailing zeros. */
    private static byte[] littleEndian(long low, long high) {
        int bits = high == 0
                ? Long.SIZE - Long.numberOfLeadingZeros(low)
                : 2 * Long.SIZE - Long.numberOfLeadingZeros(high);
        byte[] out = new byte[Math.ceilDiv(bits, Byte.SIZE)];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) ((i < Long.BYTES ? low : high) >>> (i % Long.BYTES * Byte.SIZE));
        }
        return out;
    }

    /** Eight bytes from {@code from} on; what is missing is zero. */
    private static long half(ByteString mangled, int from) {
        long value = 0;
        for (int i = Math.min(mangled.size(), from + Long.BYTES) - 1; i >= from; i--) {
            value = (value << Byte.SIZE) | (mangled.byteAt(i) & 0xFF);
        }
        return value;
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
