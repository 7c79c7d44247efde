package io.fairlead.rendezvous.config;

import java.time.Duration;

/**
 * How long a node waits, protocol section 15.
 *
 * @param deviceOffline  a device is offline when its last heartbeat is older
 * @param idleConnection a connection without a message for so long is closed
 */
public record Timeouts(Duration deviceOffline, Duration idleConnection) {
    /** Those of the open server. */
    public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(30));

    /**
     * Checks that each is longer than nothing.
     *
     * @throws IllegalArgumentException when one is not; the message names it
     */
    public Timeouts {
        positive("device-timeout", deviceOffline);
        positive("idle-timeout", idleConnection);
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than 0)");
        }
    }
}
