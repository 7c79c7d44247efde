package io.fairlead.rendezvous.datagram;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * The memory that {@code recvmmsg} fills and {@code sendmmsg} reads: {@code mmsghdr}, {@code iovec} and
 * {@code sockaddr} as the kernel lays them out on 64 bits, made once. Answers go to the very addresses that datagrams
 * came from, so nothing is copied. Used by one thread.
 */
final class DatagramBatch {
    /** Some 2.5 ms of 100,000 datagrams a second. */
    static final int MOST = 256;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private static final int HEADER = 64;
    private static final int NAME = 0;
    private static final int NAME_LENGTH = 8;
    private static final int VECTOR = 16;
    private static final int VECTORS = 24;
    private static final int MESSAGE_LENGTH = 56;
    private static final int IOVEC = 16;
    private static final int ADDRESS = 32;

    /** More than is read, and no power of 2, so that datagrams do not fall into the same lines of the cache. */
    private static final int BUFFER = DatagramPort.LARGEST_DATAGRAM + 64;

    private static final long VECTORS_AT = (long) MOST * HEADER;
    private static final long ADDRESSES_AT = VECTORS_AT + (long) MOST * IOVEC;
    private static final long BUFFERS_AT = ADDRESSES_AT + (long) MOST * ADDRESS;
    private static final long ANSWERS_AT = BUFFERS_AT + (long) MOST * BUFFER;
    private static final long ANSWER_VECTORS_AT = ANSWERS_AT + 2L * MOST * HEADER;
    private static final long SIZE = ANSWER_VECTORS_AT + 2L * IOVEC;

    private final MemorySegment memory;
    private final MemorySegment state;
    private final int socket;
    private int answers;

    /**
     * Takes the memory.
     *
     * @param arena  where it is taken from
     * @param socket the number of the socket
     * @param known  what a known device is answered
     * @param update what some are told besides
     */
    DatagramBatch(Arena arena, int socket, byte[] known, Optional<byte[]> update) {
        this.socket = socket;
        this.state = arena.allocate(LinuxCalls.state());
        this.memory = arena.allocate(SIZE, HEADER);
        long start = memory.address();
        for (int i = 0; i < MOST; i++) {
            long header = (long) i * HEADER;
            memory.set(LONG, header + NAME, start + addressAt(i));
            memory.set(INT, header + NAME_LENGTH, ADDRESS);
            memory.set(LONG, header + VECTOR, start + VECTORS_AT + (long) i * IOVEC);
            memory.set(LONG, header + VECTORS, 1);
            memory.set(LONG, VECTORS_AT + (long) i * IOVEC, start + datagramAt(i));
            memory.set(LONG, VECTORS_AT + (long) i * IOVEC + Long.BYTES, DatagramPort.LARGEST_DATAGRAM + 1);
        }
        vector(0, arena, known);
        update.ifPresent(message -> vector(1, arena, message));
    }

    private void vector(int which, Arena arena, byte[] message) {
        // One byte more, as no memory is made for none.
        MemorySegment bytes = arena.allocate(message.length + 1L);
        MemorySegment.copy(message, 0, bytes, ValueLayout.JAVA_BYTE, 0, message.length);
        memory.set(LONG, ANSWER_VECTORS_AT + (long) which * IOVEC, bytes.address());
        memory.set(LONG, ANSWER_VECTORS_AT + (long) which * IOVEC + Long.BYTES, message.length);
    }

    /** Receives what there is and returns at once; answers how many datagrams, or what failed, below 0. */
    int receive() {
        int received = LinuxCalls.recvmmsg(state, socket, memory.address(), MOST, LinuxCalls.MSG_DONTWAIT);
        return received >= 0 ? received : -LinuxCalls.errno(state);
    }

    MemorySegment state() {
        return state;
    }

    MemorySegment memory() {
        return memory;
    }

    /** Where a datagram begins in the memory. */
    long datagramAt(int index) {
        return BUFFERS_AT + (long) index * BUFFER;
    }

    /** A datagram's length; one more than the largest that is read when it is longer than that. */
    int length(int index) {
        return memory.get(INT, (long) index * HEADER + MESSAGE_LENGTH);
    }

    /** Where the address begins that a datagram came from. */
    long addressAt(int index) {
        return ADDRESSES_AT + (long) index * ADDRESS;
    }

    /** Answers a datagram that was received: that the device is known. */
    void answerKnown(int index) {
        answer(index, 0);
    }

    /** Answers a datagram that was received: which servers there are. */
    void answerUpdate(int index) {
        answer(index, 1);
    }

    private void answer(int index, int which) {
        long header = ANSWERS_AT + (long) answers * HEADER;
        memory.set(LONG, header + NAME, memory.address() + addressAt(index));
        memory.set(INT, header + NAME_LENGTH, memory.get(INT, (long) index * HEADER + NAME_LENGTH));
        memory.set(LONG, header + VECTOR, memory.address() + ANSWER_VECTORS_AT + (long) which * IOVEC);
        memory.set(LONG, header + VECTORS, 1);
        answers++;
    }

    /** Sends the answers; what the system refuses to send to somebody is lost, as datagrams are. */
    void send() {
        int sent = 0;
        while (sent < answers) {
            int more = LinuxCalls.sendmmsg(
                    state, socket, memory.address() + ANSWERS_AT + (long) sent * HEADER, answers - sent, 0);
            sent += Math.max(more, 1);
        }
    }

    /** Makes the memory ready for the next datagrams; {@code received} were there. */
    void recycle(int received) {
        answers = 0;
        for (int i = 0; i < received; i++) {
            memory.set(INT, (long) i * HEADER + NAME_LENGTH, ADDRESS);
        }
    }
}
