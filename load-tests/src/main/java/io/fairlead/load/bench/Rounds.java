package io.fairlead.load.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How often and how long targets are measured.
 *
 * @param rounds   measured on each target, at least 1
 * @param measured of each round
 * @param warmUp   load on each target before the first round, so that what is compiled is compiled; may be zero
 */
public record Rounds(int rounds, Duration measured, Duration warmUp) {
    /** Checks the numbers. */
    public Rounds {
        if (rounds < 1 || measured.toMillis() < 1 || warmUp.isNegative()) {
            throw new IllegalArgumentException("rounds " + rounds + ", measured " + measured + ", warm-up " + warmUp
                    + " (expected: at least 1, more than nothing, not negative)");
        }
    }

    /**
     * Says in which order targets are measured in a round: each round another is the first, so that none always comes
     * after the same.
     *
     * @param round   from 0
     * @param targets how many there are
     * @return their indices
     */
    static List<Integer> order(int round, int targets) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < targets; i++) {
            order.add((round + i) % targets);
        }
        return order;
    }
}
