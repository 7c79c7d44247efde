package io.fairlead.load.fleet;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;

/**
 * Who simulated devices are: by their numbers and a seed alone, so that a run can be had again. Safe for use by several
 * threads.
 */
public final class Identities {
    /** Nine digits, as clients make them: no order in them, so that no store gains by one. */
    private static final int FIRST = 100_000_000;
    private static final int NUMBERS = 900_000_000;
    /** Without a common divisor with the above, so that each number comes once. */
    private static final long STEP = 618_033_989;

    private static final int KEY_LENGTH = 32;
    private static final int UUID_LENGTH = 16;
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final long UUID_SALT = 0xD1B54A32D192ED03L;

    private final long seed;
    private final long offset;

    /**
     * Makes up all devices of a seed.
     *
     * @param seed the same gives the same devices
     */
    public Identities(long seed) {
        this.seed = seed;
        this.offset = Math.floorMod(mix(seed), (long) NUMBERS);
    }

    /**
     * Gives a device's id.
     *
     * @param device its number, at least 0
     * @return nine digits; no two devices below 900,000,000 have the same
     */
    public String id(int device) {
        return String.valueOf(FIRST + (offset + device * STEP) % NUMBERS);
    }

    /**
     * Gives a device's secret.
     *
     * @param device its number, at least 0
     * @return 16 bytes
     */
    public ByteString uuid(int device) {
        return filled(UUID_LENGTH, seed ^ UUID_SALT, device);
    }

    /**
     * Gives a device's public key.
     *
     * @param device its number, at least 0
     * @return 32 bytes
     */
    public ByteString key(int device) {
        return filled(KEY_LENGTH, seed, device);
    }

    /**
     * Draws a number that belongs to a device and stays the same.
     *
     * @param device  its number, at least 0
     * @param purpose different purposes draw independently
     * @return 0 inclusive to 1 exclusive, even
     */
    public double draw(int device, long purpose) {
        return (mix(mix(seed ^ purpose * UUID_SALT) + device) >>> 11) * 0x1.0p-53;
    }

    private static ByteString filled(int length, long seed, int device) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (int i = 0; i < length; i += Long.BYTES) {
            bytes.putLong(mix(mix(seed + i) + device));
        }
        return ByteString.copyFrom(bytes.array());
    }

    /** SplitMix64's finalizer. */
    private static long mix(long value) {
        long mixed = value + MIX;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
