package io.fairlead.relay.config;

import java.time.Duration;

/**
 * How long a relay waits, protocol section 15.
 *
 * @param request a connection that has not asked for a session by then is closed
 * @param parking a first leg whose second has not come by then is closed
 * @param idle    a session without a byte in either direction for so long is closed
 * @param drain   sessions get so long to end by themselves when the relay stops; 0 = they are closed at once
 */
public record RelayTimeouts(Duration request, Duration parking, Duration idle, Duration drain) {
    /** Those of the open server, which has no drain. */
    public static final RelayTimeouts DEFAULT = new RelayTimeouts(
            Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ZERO);

    /**
     * Checks the range of each.
     *
     * @throws IllegalArgumentException when one is out of range; the message names it
     */
    public RelayTimeouts {
        positive("relay-request-timeout", request);
        positive("relay-parking-timeout", parking);
        positive("relay-idle-timeout", idle);
        if (drain.isNegative()) {
            throw new IllegalArgumentException("drain-deadline: " + drain + " (expected: at least 0)");
        }
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than 0)");
        }
    }
}
