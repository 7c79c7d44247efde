package io.fairlead.load.bench.os;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Up to 64 datagrams that are sent, or received, by one system call, each from or to an own address of this machine.
 * For use by one thread.
 */
public final class DatagramBatch {
    /** So many at once. */
    public static final int MOST = 64;

    private static final ValueLayout.OfInt NETWORK_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int MSG_DONTWAIT = 0x40;
    private static final int ADDRESS = 16;
    private static final int VECTOR = 16;
    private static final int CONTROL = 32;
    private static final int PAYLOAD = 2048;
    /** Of struct mmsghdr on 64-bit Linux, and of what is in it. */
    private static final int HEADER = 64;
    private static final int NAME_LENGTH_AT = 8;
    private static final int VECTORS_AT = 16;
    private static final int VECTOR_COUNT_AT = 24;
    private static final int CONTROL_AT = 32;
    private static final int CONTROL_LENGTH_AT = 40;
    private static final int LENGTH_AT = 56;
    /** Of struct in_pktinfo behind a cmsghdr of 16 bytes. */
    private static final int SOURCE_AT = 20;
    private static final int DESTINATION_AT = 24;
    private static final long CONTROL_LENGTH = 28;
    private static final int IP_PKTINFO = 8;

    private final LinuxCalls calls;
    private final MemorySegment headers;
    private final MemorySegment vectors;
    private final MemorySegment addresses;
    private final MemorySegment controls;
    private final MemorySegment payloads;

    /**
     * Makes an empty batch.
     *
     * @param sockets of the same thread; its memory is used
     */
    public DatagramBatch(LinuxSockets sockets) {
        Arena arena = sockets.arena();
        this.calls = sockets.calls();
        this.headers = arena.allocate((long) MOST * HEADER, Long.BYTES);
        this.vectors = arena.allocate((long) MOST * VECTOR, Long.BYTES);
        this.addresses = arena.allocate((long) MOST * ADDRESS, Long.BYTES);
        this.controls = arena.allocate((long) MOST * CONTROL, Long.BYTES);
        this.payloads = arena.allocate((long) MOST * PAYLOAD, Long.BYTES);
        for (int i = 0; i < MOST; i++) {
            long header = (long) i * HEADER;
            headers.set(ValueLayout.JAVA_LONG, header, addresses.address() + (long) i * ADDRESS);
            headers.set(ValueLayout.JAVA_LONG, header + VECTORS_AT, vectors.address() + (long) i * VECTOR);
            headers.set(ValueLayout.JAVA_LONG, header + VECTOR_COUNT_AT, 1L);
            headers.set(ValueLayout.JAVA_LONG, header + CONTROL_AT, controls.address() + (long) i * CONTROL);
        }
    }

    /**
     * Puts a datagram that is to be sent into a place.
     *
     * @param index   0 to 63
     * @param to      where to
     * @param from    own IPv4 address that it comes from; 0 leaves it to the system
     * @param pointer of its first byte; read when it is sent
     * @param length  in bytes
     */
    public void put(int index, Address to, int from, long pointer, int length) {
        long header = (long) index * HEADER;
        LinuxSockets.write(addresses, (long) index * ADDRESS, to);
        headers.set(ValueLayout.JAVA_INT, header + NAME_LENGTH_AT, ADDRESS);
        vectors.set(ValueLayout.JAVA_LONG, (long) index * VECTOR, pointer);
        vectors.set(ValueLayout.JAVA_LONG, (long) index * VECTOR + Long.BYTES, length);
        if (from == 0) {
            headers.set(ValueLayout.JAVA_LONG, header + CONTROL_LENGTH_AT, 0L);
            return;
        }
        long control = (long) index * CONTROL;
        headers.set(ValueLayout.JAVA_LONG, header + CONTROL_LENGTH_AT, CONTROL_LENGTH);
        controls.set(ValueLayout.JAVA_LONG, control, CONTROL_LENGTH);
        controls.set(ValueLayout.JAVA_INT, control + Long.BYTES, 0);
        controls.set(ValueLayout.JAVA_INT, control + 12, IP_PKTINFO);
        controls.set(ValueLayout.JAVA_INT, control + 16, 0);
        controls.set(NETWORK_INT, control + SOURCE_AT, from);
        controls.set(NETWORK_INT, control + DESTINATION_AT, 0);
    }

    /**
     * Puts a copy of a datagram into a place.
     *
     * @param index    0 to 63
     * @param to       where to
     * @param from     own IPv4 address that it comes from; 0 leaves it to the system
     * @param datagram at most 2048 bytes
     */
    public void put(int index, Address to, int from, byte[] datagram) {
        long place = (long) index * PAYLOAD;
        MemorySegment.copy(datagram, 0, payloads, ValueLayout.JAVA_BYTE, place, datagram.length);
        put(index, to, from, payloads.address() + place, datagram.length);
    }

    /**
     * Sends what was put into the first places, or as much as the system takes at once.
     *
     * @param socket UDP
     * @param count  1 to 64
     * @return so many from the start were sent
     * @throws IOException when the first cannot be sent for another reason than full buffers
     */
    public int send(int socket, int count) throws IOException {
        return send(socket, 0, count);
    }

    /**
     * Sends what was put into some places, or as much as the system takes at once.
     *
     * @param socket UDP
     * @param first  0 to 63
     * @param count  1 to 64 less {@code first}
     * @return so many from the first on were sent
     * @throws IOException when the first cannot be sent for another reason than full buffers
     */
    public int send(int socket, int first, int count) throws IOException {
        int sent = calls.sendmmsg(socket, headers.address() + (long) first * HEADER, count, MSG_DONTWAIT);
        if (sent < 0 && sent != LinuxSockets.AGAIN) {
            throw new IOException("sendmmsg: error " + -sent);
        }
        return Math.max(0, sent);
    }

    /**
     * Receives what is there, without waiting.
     *
     * @param socket UDP
     * @return so many places are filled
     * @throws IOException when the socket is closed, or what was sent is refused at the other end
     */
    public int receive(int socket) throws IOException {
        for (int i = 0; i < MOST; i++) {
            long header = (long) i * HEADER;
            headers.set(ValueLayout.JAVA_INT, header + NAME_LENGTH_AT, ADDRESS);
            headers.set(ValueLayout.JAVA_LONG, header + CONTROL_LENGTH_AT, CONTROL);
            vectors.set(ValueLayout.JAVA_LONG, (long) i * VECTOR, payloads.address() + (long) i * PAYLOAD);
            vectors.set(ValueLayout.JAVA_LONG, (long) i * VECTOR + Long.BYTES, PAYLOAD);
        }
        int received = calls.recvmmsg(socket, headers.address(), MOST, MSG_DONTWAIT);
        if (received < 0 && received != LinuxSockets.AGAIN) {
            throw new IOException("recvmmsg: error " + -received);
        }
        return Math.max(0, received);
    }

    /**
     * Says how long a received datagram is.
     *
     * @param index 0 to what {@link #receive} answered, exclusive
     * @return in bytes, at most 2048
     */
    public int length(int index) {
        return headers.get(ValueLayout.JAVA_INT, (long) index * HEADER + LENGTH_AT);
    }

    /**
     * Gives a byte of a received datagram.
     *
     * @param index as {@link #length}
     * @param at    0 to its length, exclusive
     * @return the byte
     */
    public byte at(int index, int at) {
        return payloads.get(ValueLayout.JAVA_BYTE, (long) index * PAYLOAD + at);
    }

    /**
     * Copies a received datagram.
     *
     * @param index as {@link #length}
     * @return its bytes
     */
    public byte[] bytes(int index) {
        return payloads.asSlice((long) index * PAYLOAD, length(index)).toArray(ValueLayout.JAVA_BYTE);
    }

    /**
     * Says to which own address a received datagram was sent.
     *
     * @param index as {@link #length}
     * @return IPv4, the first octet the most significant
     */
    public int destination(int index) {
        return controls.get(NETWORK_INT, (long) index * CONTROL + DESTINATION_AT);
    }
}
