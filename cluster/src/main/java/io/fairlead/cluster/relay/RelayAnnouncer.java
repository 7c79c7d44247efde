package io.fairlead.cluster.relay;

/** Where a relay makes itself known to rendezvous nodes. Methods return at once and may be called from any thread. */
public interface RelayAnnouncer extends AutoCloseable {
    /**
     * Tells how the relay is from now on. It stays known for as long as the process lives, without being told again.
     *
     * @param announcement how it is
     */
    void announce(RelayAnnouncement announcement);

    /** The relay ends: it is not offered any more. Waits for that to be known, a second at most. */
    @Override
    void close();
}
