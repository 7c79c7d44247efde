package io.fairlead.relay.config;

/**
 * How much strangers can make a relay hold, design invariant 8.
 *
 * @param maxConnections   connections at once; further ones are closed
 * @param maxParkedLegs    first legs that wait for their second at once; further ones are refused
 * @param maxParkedLegsPerAddress as many of one IP address
 * @param maxRequestLength the longest first frame, in bytes
 * @param maxMessageLength the longest frame or message of a session with a WebSocket side, in bytes
 * @param maxEarlyBytes    what a parked leg may send before it is not read any more, in bytes
 */
public record RelayCaps(
        int maxConnections,
        int maxParkedLegs,
        int maxParkedLegsPerAddress,
        int maxRequestLength,
        int maxMessageLength,
        int maxEarlyBytes) {

    /** Room for what real clients do. */
    public static final RelayCaps DEFAULT = new RelayCaps(100_000, 20_000, 1000, 4096, 16 * 1024 * 1024, 64 * 1024);

    /**
     * Checks the range of each.
     *
     * @throws IllegalArgumentException when one is out of range; the message names it
     */
    public RelayCaps {
        atLeast("max-connections", maxConnections, 2);
        atLeast("max-parked-legs", maxParkedLegs, 1);
        atLeast("max-parked-legs-per-address", maxParkedLegsPerAddress, 1);
        atLeast("max-request-length", maxRequestLength, 128);
        atLeast("max-message-length", maxMessageLength, 1024);
        atLeast("max-early-bytes", maxEarlyBytes, 1);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: at least " + least + ")");
        }
    }
}
