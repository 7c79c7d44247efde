package io.fairlead.rendezvous.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a node waits, protocol section 15.
 *
 * @param deviceOffline  a device is offline when its last heartbeat is older
 * @param idleConnection a connection without a message for so long is closed, unless it is held
 * @param keepAlive      what devices on connections are told: a sign of life at least so often, in whole seconds
 * @param keyExchangeWait a client that has said nothing for so long is offered a key exchange; empty = nobody is
 * @param idHold         how long nobody else gets the id that a device has changed; zero = it is free at once
 */
public record Timeouts(
        Duration deviceOffline,
        Duration idleConnection,
        Duration keepAlive,
        Optional<Duration> keyExchangeWait,
        Duration idHold) {
    /** Those of the open server where it has them. */
    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(40),
            Optional.of(Duration.ofMillis(100)),
            Duration.ZERO);

    /**
     * Checks the range of each.
     *
     * @throws IllegalArgumentException when one is not; the message names it
     */
    public Timeouts {
        positive("device-timeout", deviceOffline);
        positive("idle-timeout", idleConnection);
        if (keepAlive.toSeconds() < 1) {
            throw new IllegalArgumentException("keep-alive: " + keepAlive + " (expected: at least 1 s)");
        }
        if (keyExchangeWait.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException(
                    "key-exchange-wait: " + keyExchangeWait.get() + " (expected: at least 0)");
        }
        if (idHold.isNegative()) {
            throw new IllegalArgumentException("id-hold: " + idHold + " (expected: at least 0)");
        }
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than 0)");
        }
    }
}
