package io.fairlead.load.traffic;

import java.util.SplittableRandom;

/** Random numbers of their own for each purpose of each session, so that no draw shifts another. */
final class Seeds {
    static final int KIND = 0;
    static final int DURATION = 1;
    static final int ACTIVITY = 2;
    static final int SCREEN = 3;
    static final int SCREEN_RATE = 4;
    static final int INPUT = 5;
    static final int FILES = 6;
    static final int AUDIO = 7;
    static final int AUDIO_SHARE = 8;
    static final int KEEP_ALIVE = 9;
    static final int ECHO = 10;
    static final int KEEP_ALIVE_OF_CONTROLLER = 11;

    private static final double NANOS = 1e9;
    private static final int PURPOSES = 32;
    /** An odd number without pattern: the golden ratio in 64 bits. */
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    /** The numbers of one purpose. */
    static SplittableRandom random(long seed, long session, int purpose) {
        return new SplittableRandom(mix(mix(seed) + STEP * (session * PURPOSES + purpose)));
    }

    /** Spreads a change of any bit over all bits; the finalizer of SplitMix64. */
    private static long mix(long value) {
        long z = value + STEP;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    static long nanos(double seconds) {
        return Math.max(1, (long) (seconds * NANOS));
    }
}
