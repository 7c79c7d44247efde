package io.fairlead.relay.config;

import java.time.Duration;
import java.util.Objects;

/**
 * How a relay moves bytes.
 *
 * @param path        of sessions between two TCP connections
 * @param wakeupDelay how long an event loop may wait before it looks for more, when it would be woken often; 0 = never
 */
public record RelayPaths(PathOption path, Duration wakeupDelay) {
    /** What is added to a message's way must not be felt. */
    private static final Duration LONGEST_DELAY = Duration.ofMillis(1);

    /** The best for what a session carries, without delay. */
    public static final RelayPaths DEFAULT = new RelayPaths(PathOption.AUTO, Duration.ZERO);

    /**
     * Checks the range of each.
     *
     * @throws IllegalArgumentException when one is out of range; the message names it
     */
    public RelayPaths {
        Objects.requireNonNull(path, "path");
        if (wakeupDelay.isNegative() || wakeupDelay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException(
                    "relay-wakeup-delay: " + wakeupDelay.toNanos() / 1000 + " us (expected: 0..1000)");
        }
    }
}
