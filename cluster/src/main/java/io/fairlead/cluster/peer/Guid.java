package io.fairlead.cluster.peer;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * Makes keys of rows: UUIDs of version 7 (RFC 9562), which begin with the time. New rows thus lie beside each other at
 * the end of the table and of its indexes, where random keys would make each row write a page of its own.
 */
final class Guid {
    private static final int LENGTH = 16;
    private static final int TIME_SHIFT = 16;
    private static final long VERSION_7 = 0x7000;
    private static final long BELOW_VERSION = 0x0fff;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long BELOW_VARIANT = 0x3fff_ffff_ffff_ffffL;

    private Guid() {}

    /**
     * A new key.
     *
     * @param millis Unix time in milliseconds
     * @param random 74 bits are taken of it; keys are no secret
     */
    static byte[] make(long millis, RandomGenerator random) {
        long high = (millis << TIME_SHIFT) | VERSION_7 | (random.nextLong() & BELOW_VERSION);
        long low = VARIANT | (random.nextLong() & BELOW_VARIANT);
        return ByteBuffer.allocate(LENGTH).putLong(high).putLong(low).array();
    }
}
