package io.fairlead.load.bench.drive;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/**
 * What streams carry: bytes that tell where in which stream they are, so that lost, doubled, swapped and foreign bytes
 * are seen. Any stretch can be sent straight from memory.
 */
final class BytePattern {
    /** The longest stretch that can be had at once. */
    static final int LONGEST = 256 * 1024;

    /** A power of two. Streams are shifted against each other by a prime. */
    private static final int PERIOD = 256 * 1024;
    private static final long SHIFT = 4099;
    private static final long SEED = 7;

    private final MemorySegment bytes;

    BytePattern(Arena arena) {
        byte[] period = new byte[PERIOD];
        new Random(SEED).nextBytes(period);
        this.bytes = arena.allocate(PERIOD + (long) LONGEST);
        MemorySegment.copy(period, 0, bytes, ValueLayout.JAVA_BYTE, 0, PERIOD);
        MemorySegment.copy(period, 0, bytes, ValueLayout.JAVA_BYTE, PERIOD, LONGEST);
    }

    private static long phase(int stream, long offset) {
        return offset + stream * SHIFT & PERIOD - 1;
    }

    /** Where the bytes of a stream from an offset on are in memory, {@link #LONGEST} of them. */
    long pointer(int stream, long offset) {
        return bytes.address() + phase(stream, offset);
    }

    /** Whether the first {@code length} bytes received are those of a stream from an offset on. */
    boolean matches(MemorySegment received, long length, int stream, long offset) {
        long from = phase(stream, offset);
        return MemorySegment.mismatch(received, 0, length, bytes, from, from + length) < 0;
    }
}
