package io.fairlead.load.traffic;

import java.util.Optional;

/**
 * How sessions of one kind are. Sizes are payloads in bytes, times are seconds.
 *
 * @param weight    relative number of such sessions, 0 or more
 * @param duration  of a session
 * @param active    a stretch in which something happens
 * @param pause     a stretch in which nothing does
 * @param screen    what the device shows; empty = nothing
 * @param input     what the controller does while something happens; empty = nothing
 * @param audio     the device's sound while something happens; empty = none
 * @param files     files that are transferred; empty = none
 */
public record Profile(double weight, Distribution duration, Distribution active, Distribution pause,
        Optional<Screen> screen, Optional<Input> input, Optional<Audio> audio, Optional<Files> files) {
    /** Checks the weight. */
    public Profile {
        if (!(weight >= 0)) {
            throw new IllegalArgumentException("weight: " + weight + " (expected: 0 or more)");
        }
    }

    /**
     * Tells which share of a long session is active.
     *
     * @return 0..1
     */
    public double activeShare() {
        return active.mean() / (active.mean() + pause.mean());
    }

    /**
     * Gives the same with sessions of other length.
     *
     * @param factor multiplies durations, more than 0
     * @return the profile
     */
    Profile withDurations(double factor) {
        return new Profile(weight, duration.times(factor), active, pause, screen, input, audio, files);
    }

    /**
     * Frames.
     *
     * @param rate            bytes a second of a session's frames, over its whole length, pauses included: drawn once a
     *                        session
     * @param framesPerSecond at most: drawn once a session
     * @param irregular       times between frames exceed the least by so much of it, on average; 0 = even
     * @param keyBytes        size of a key frame
     * @param scene           time between changes of most of the screen, of active time
     * @param deltaSigma      how much sizes of other frames vary: deviation of the logarithm
     */
    public record Screen(Distribution rate, Distribution framesPerSecond, double irregular, Distribution keyBytes,
            Distribution scene, double deltaSigma) {}

    /**
     * Mouse and keys, in bursts.
     *
     * @param burst   events of a burst
     * @param within  time between events of a burst
     * @param between time between bursts
     * @param bytes   of an event
     * @param echo    so many of the events move the pointer, which the device tells, 0..1
     */
    public record Input(Distribution burst, Distribution within, Distribution between, Distribution bytes,
            double echo) {}

    /**
     * Sound.
     *
     * @param share     of sessions that have it, 0..1
     * @param perSecond messages
     * @param bytes     of one
     */
    public record Audio(double share, double perSecond, Distribution bytes) {}

    /**
     * Files, one after the other.
     *
     * @param fromDevice share of sessions in which the device sends them, 0..1; else the controller does
     * @param fileBytes  of a file
     * @param rate       bytes a second while one is sent: drawn once a session
     * @param block      bytes of a block
     * @param window     blocks that are sent at once, and acknowledged together
     * @param between    time between the end of a file and the next
     */
    public record Files(double fromDevice, Distribution fileBytes, Distribution rate, int block, int window,
            Distribution between) {
        /** Checks the numbers. */
        public Files {
            if (block < 1 || window < 1) {
                throw new IllegalArgumentException("block " + block + ", window " + window + " (expected: 1 or more)");
            }
        }
    }
}
