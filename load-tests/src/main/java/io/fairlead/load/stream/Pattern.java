package io.fairlead.load.stream;

import io.fairlead.load.traffic.Side;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/**
 * The bytes that sessions carry: which, depends on session, direction and place alone. So a reader knows them without
 * having seen them, and lost, doubled, swapped and foreign bytes show. The period is no multiple of a buffer's size, so
 * that buffers which are lost or swapped whole show as well. A second table holds the same masked, as WebSocket clients
 * have to send it.
 */
final class Pattern {
    /** The longest stretch that can be had at once. */
    static final int LONGEST = 256 * 1024;

    /** A multiple of 4, the length of a mask, and of no higher power of two. */
    private static final int PERIOD = 4 * 65_537;
    private static final int MASK_LENGTH = 4;
    private static final byte[] MASK = {0x5A, (byte) 0xC3, 0x2E, (byte) 0x91};
    private static final long SEED = 11;

    private final MemorySegment plain;
    private final MemorySegment masked;

    Pattern(Arena arena) {
        byte[] period = new byte[PERIOD];
        new SplittableRandom(SEED).nextBytes(period);
        plain = table(arena, period);
        for (int i = 0; i < PERIOD; i++) {
            period[i] ^= MASK[i % MASK_LENGTH];
        }
        masked = table(arena, period);
    }

    private static MemorySegment table(Arena arena, byte[] period) {
        MemorySegment table = arena.allocate(PERIOD + (long) LONGEST);
        for (long at = 0; at < table.byteSize(); at += PERIOD) {
            MemorySegment.copy(period, 0, table, ValueLayout.JAVA_BYTE, at,
                    (int) Math.min(PERIOD, table.byteSize() - at));
        }
        return table;
    }

    /** Where in the period a direction of a session begins. */
    static int origin(long session, Side sender) {
        long number = session * 2 + (sender == Side.DEVICE ? 0 : 1);
        return Math.floorMod((number * 0x9E3779B97F4A7C15L) >>> 16, PERIOD);
    }

    private static int phase(int origin, long offset) {
        return (int) ((origin + offset) % PERIOD);
    }

    /** Copies bytes of a direction from an offset on, {@link #LONGEST} at most. */
    void copy(int origin, long offset, boolean mask, MemorySegment to, long at, int length) {
        MemorySegment.copy(mask ? masked : plain, phase(origin, offset), to, at, length);
    }

    /** The mask of a message that begins at an offset, its first byte the lowest. */
    int mask(int origin, long offset) {
        int phase = phase(origin, offset);
        int mask = 0;
        for (int i = MASK_LENGTH - 1; i >= 0; i--) {
            mask = (mask << Byte.SIZE) | (MASK[(phase + i) % MASK_LENGTH] & 0xFF);
        }
        return mask;
    }

    /** Where bytes differ from a direction's from an offset on: the first of them, or less than 0. */
    long mismatch(MemorySegment received, long at, int length, int origin, long offset) {
        long from = phase(origin, offset);
        return MemorySegment.mismatch(received, at, at + length, plain, from, from + length);
    }

    /** One byte of a direction. */
    byte at(int origin, long offset) {
        return plain.get(ValueLayout.JAVA_BYTE, phase(origin, offset));
    }
}
