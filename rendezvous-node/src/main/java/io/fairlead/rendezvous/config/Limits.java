package io.fairlead.rendezvous.config;

/**
 * How much one client may ask of a node, and how much all may, protocol section 15 and design invariant 8.
 *
 * @param keysPerAddress       RegisterPk messages of one IP address per minute before TOO_FREQUENT; 0 = no limit
 * @param idsPerAddress        different ids of one IP address per day before TOO_FREQUENT; 0 = no limit
 * @param keysPerId            RegisterPk messages for one id, each within 6 s of the last, before TOO_FREQUENT; 0 = no
 *                             limit
 * @param maxConnections       TCP and WebSocket connections held at once; further ones are closed
 * @param maxFrameLength       the longest frame or WebSocket message accepted, in bytes
 * @param maxPendingRegistrations registrations that wait for the store at once; further ones are dropped, and the
 *                             clients repeat them
 * @param maxTrackedAddresses  IP addresses and ids that the limits remember; the ones longest unheard are forgotten
 */
public record Limits(
        int keysPerAddress,
        int idsPerAddress,
        int keysPerId,
        int maxConnections,
        int maxFrameLength,
        int maxPendingRegistrations,
        int maxTrackedAddresses) {

    /** Those of the open server where it has them. */
    public static final Limits DEFAULT = new Limits(30, 300, 3, 100_000, 64 * 1024, 200_000, 200_000);

    /**
     * Checks the range of each.
     *
     * @throws IllegalArgumentException when one is out of range; the message names it
     */
    public Limits {
        atLeast("register-pk-per-address", keysPerAddress, 0);
        atLeast("ids-per-address", idsPerAddress, 0);
        atLeast("register-pk-per-id", keysPerId, 0);
        atLeast("max-connections", maxConnections, 1);
        atLeast("max-frame-length", maxFrameLength, 1024);
        atLeast("max-pending-registrations", maxPendingRegistrations, 1);
        atLeast("max-tracked-addresses", maxTrackedAddresses, 1);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: at least " + least + ")");
        }
    }
}
