package io.fairlead.cluster.peer;

import java.time.Duration;

/**
 * The limits of an {@link EmbeddedPeerRegistry}.
 *
 * @param storeQueue    identities that wait to be written, at most; the next is answered {@code Unavailable}
 * @param storeBatch    identities that are committed together, at most
 * @param locateQueue   lookups that wait, at most; the next is answered {@code Unavailable}
 * @param readers       threads that look identities up, each with its own connection
 * @param busyTimeout   how long to wait for a lock that another process holds on the file; at most
 *                      {@code answerTimeout}
 * @param answerTimeout what is not answered after it is answered {@code Unavailable}
 */
public record EmbeddedOptions(int storeQueue, int storeBatch, int locateQueue, int readers, Duration busyTimeout,
        Duration answerTimeout) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is wrong; the message names the value and what is expected
     */
    public EmbeddedOptions {
        requirePositive("storeQueue", storeQueue);
        requirePositive("storeBatch", storeBatch);
        requirePositive("locateQueue", locateQueue);
        requirePositive("readers", readers);
        if (!answerTimeout.isPositive()) {
            throw new IllegalArgumentException("answerTimeout: " + answerTimeout + " (expected: above 0)");
        }
        if (busyTimeout.isNegative() || busyTimeout.compareTo(answerTimeout) > 0) {
            throw new IllegalArgumentException("busyTimeout: " + busyTimeout + " (expected: 0.." + answerTimeout + ")");
        }
    }

    /**
     * Gives the limits that serve a node with a million devices: 131,072 waiting stores and as many lookups, so that
     * 100,000 new devices at one instant are absorbed (some 60 MB while they wait); 2 s for locks and 10 s for answers.
     * Clients ask again after 3 s, which finds the device stored or still waiting, and take a late answer as well as an
     * early one.
     *
     * @return the defaults
     */
    public static EmbeddedOptions defaults() {
        return new EmbeddedOptions(131_072, 4_096, 131_072, 2, Duration.ofSeconds(2), Duration.ofSeconds(10));
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
        }
    }
}
