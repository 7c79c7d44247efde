package io.fairlead.rendezvous.datagram;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

/** Addresses as the kernel writes them: {@code sockaddr_in} and {@code sockaddr_in6}. */
final class SocketAddresses {
    /** The longer of the two, in bytes. */
    static final int LENGTH = 28;

    private static final int V4_LENGTH = 16;
    private static final int PORT = 2;
    private static final int V4_ADDRESS = 4;
    private static final int V6_ADDRESS = 8;
    private static final int V6_SCOPE = 24;
    private static final long MAPPED = 0xffff_0000_0000L;

    private static final ValueLayout.OfShort FAMILY = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt SCOPE = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfShort NETWORK_SHORT = ValueLayout.JAVA_SHORT_UNALIGNED
            .withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt NETWORK_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong NETWORK_LONG = ValueLayout.JAVA_LONG_UNALIGNED
            .withOrder(ByteOrder.BIG_ENDIAN);

    private SocketAddresses() {}

    /** The port, 0 to 65535. */
    static int port(MemorySegment memory, long at) {
        return memory.get(NETWORK_SHORT, at + PORT) & 0xffff;
    }

    private static boolean isV4(MemorySegment memory, long at) {
        return memory.get(FAMILY, at) == LinuxCalls.AF_INET;
    }

    /** The first half of the address, as one of IPv6. */
    static long high(MemorySegment memory, long at) {
        return isV4(memory, at) ? 0 : memory.get(NETWORK_LONG, at + V6_ADDRESS);
    }

    /** The second half of the address, as one of IPv6. */
    static long low(MemorySegment memory, long at) {
        return isV4(memory, at)
                ? MAPPED | Integer.toUnsignedLong(memory.get(NETWORK_INT, at + V4_ADDRESS))
                : memory.get(NETWORK_LONG, at + V6_ADDRESS + Long.BYTES);
    }

    /** Reads an address in its one form: IPv4 where it is mapped into IPv6, and without a zone. */
    static InetSocketAddress read(MemorySegment memory, long at) {
        byte[] octets = new byte[isV4(memory, at) ? 4 : 16];
        long from = at + (octets.length == 4 ? V4_ADDRESS : V6_ADDRESS);
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, from, octets, 0, octets.length);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(octets), port(memory, at));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 octets are an address", e);
        }
    }

    /**
     * Writes an address for a socket of a family; an IPv4 address is mapped for one of IPv6.
     *
     * @return its length in bytes; 0 when there is no such address in the family
     */
    static int write(InetSocketAddress address, int family, MemorySegment memory, long at) {
        byte[] octets = address.getAddress().getAddress();
        memory.asSlice(at, LENGTH).fill((byte) 0);
        memory.set(FAMILY, at, (short) family);
        memory.set(NETWORK_SHORT, at + PORT, (short) address.getPort());
        if (family == LinuxCalls.AF_INET) {
            if (octets.length != 4) {
                return 0;
            }
            MemorySegment.copy(octets, 0, memory, ValueLayout.JAVA_BYTE, at + V4_ADDRESS, octets.length);
            return V4_LENGTH;
        }
        if (octets.length == 4) {
            memory.set(NETWORK_SHORT, at + V6_ADDRESS + 10, (short) 0xffff);
        }
        long from = at + V6_ADDRESS + 16 - octets.length;
        MemorySegment.copy(octets, 0, memory, ValueLayout.JAVA_BYTE, from, octets.length);
        if (address.getAddress() instanceof Inet6Address v6) {
            memory.set(SCOPE, at + V6_SCOPE, v6.getScopeId());
        }
        return LENGTH;
    }
}
