package io.fairlead.relay.config;

import java.time.Duration;

/**
 * How fast sessions may be, protocol section 9. A session's two directions count together.
 *
 * @param single              of one session, in megabits per second
 * @param total               of all sessions of the node, in megabits per second
 * @param limit               of a session that is held down, in megabits per second
 * @param downgradeThreshold  a session whose average is above this share of {@code single} is held down, 0 to 1
 * @param downgradeStartCheck not before the session has lasted so long
 */
public record BandwidthRules(
        double single, double total, double limit, double downgradeThreshold, Duration downgradeStartCheck) {

    /** Those of the open server. */
    public static final BandwidthRules DEFAULT = new BandwidthRules(128, 1024, 32, 0.66, Duration.ofMinutes(30));

    /**
     * Checks the range of each.
     *
     * @throws IllegalArgumentException when one is out of range; the message names it
     */
    public BandwidthRules {
        positive("single-bandwidth", single);
        positive("total-bandwidth", total);
        positive("limit-speed", limit);
        if (!(downgradeThreshold > 0 && downgradeThreshold <= 1)) {
            throw new IllegalArgumentException(
                    "downgrade-threshold: " + downgradeThreshold + " (expected: more than 0, at most 1)");
        }
        if (downgradeStartCheck.isNegative()) {
            throw new IllegalArgumentException(
                    "downgrade-start-check: " + downgradeStartCheck + " (expected: at least 0)");
        }
    }

    private static void positive(String name, double value) {
        if (!(value > 0 && value < 1e9)) {
            throw new IllegalArgumentException(name + ": " + value + " Mb/s (expected: more than 0)");
        }
    }
}
