package io.fairlead.rendezvous.registration;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Reads the one message that makes up nearly all datagrams where it lies, without an object: a RendezvousMessage that
 * holds a RegisterPeer and nothing else, each field once at most. Whatever is written in another way, or is wrong, is
 * for who reads everything. Used by one thread.
 */
final class HeartbeatParser {
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    /** RendezvousMessage.register_peer, field 6, and RegisterPeer's id, field 1: each length-delimited. */
    private static final int REGISTER_PEER = 6 << 3 | 2;

    private static final int ID = 1 << 3 | 2;

    /** RegisterPeer.serial, field 2, a varint. */
    private static final int SERIAL = 2 << 3;

    private static final int LONGEST_VARINT = 10;
    private static final int VARINT_BITS = 7;

    private MemorySegment memory = MemorySegment.NULL;
    private long position;
    private long end;
    private boolean intact;
    private long idAt;
    private int idLength;
    private int serial;

    /**
     * Reads a datagram.
     *
     * @param datagram holds it
     * @param at       where it begins
     * @param length   its length in bytes
     * @return whether it is a heartbeat, written as clients write it, of a device that says its id
     */
    boolean parse(MemorySegment datagram, long at, int length) {
        memory = datagram;
        position = at;
        end = at + length;
        intact = true;
        idLength = 0;
        serial = 0;
        if (varint() != REGISTER_PEER || varint() != end - position) {
            return false;
        }
        boolean serialRead = false;
        while (intact && position < end) {
            long tag = varint();
            if (tag == ID && idLength == 0) {
                long size = varint();
                if (!intact || size <= 0 || size > end - position) {
                    return false;
                }
                idAt = position;
                idLength = (int) size;
                position += size;
            } else if (tag == SERIAL && !serialRead) {
                serial = (int) varint();
                serialRead = true;
            } else {
                return false;
            }
        }
        return intact && idLength > 0;
    }

    /** As protobuf reads it: up to ten bytes, of which the bits beyond 64 are dropped. */
    private long varint() {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT && position < end; i++) {
            byte next = memory.get(BYTE, position++);
            value |= (long) (next & 0x7f) << (i * VARINT_BITS);
            if (next >= 0) {
                return value;
            }
        }
        intact = false;
        return -1;
    }

    /** Where the id begins that was read last. */
    long idAt() {
        return idAt;
    }

    /** Its length in bytes, more than 0. */
    int idLength() {
        return idLength;
    }

    /** The serial number that was read with it; 0 when there was none. */
    int serial() {
        return serial;
    }
}
