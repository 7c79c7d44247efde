package io.fairlead.relay.limit;

import io.fairlead.relay.config.BandwidthRules;

/** How full a relay is. */
public final class Load {
    private Load() {}

    /**
     * Takes the scarcer of what sessions need: bandwidth and connections.
     *
     * @param bytesPerSecond what the relay carries now
     * @param rules          what it may carry
     * @param connections    how many clients are connected
     * @param most           how many may be, at least 1
     * @return from 0 (idle) to 1 (full); above 1 when it carries more than it is meant to
     */
    public static double of(double bytesPerSecond, BandwidthRules rules, int connections, int most) {
        return Math.max(bytesPerSecond / Megabits.toBytes(rules.total()), (double) connections / most);
    }
}
