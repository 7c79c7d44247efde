package io.fairlead.cluster.relay;

import java.util.List;

/** Which relays there are. Answers from memory, on the caller's thread; safe for use by any thread. */
public interface RelayDirectory extends AutoCloseable {
    /**
     * Lists the relays.
     *
     * @return all that are known, alive or not, in the operator's order; empty when clients are to use the relay beside
     *         their rendezvous server
     */
    List<RelayNode> relays();

    /**
     * Replaces what the operator configured, as the console's {@code rs} does.
     *
     * @param addresses {@code host[:port]} each
     * @throws IllegalArgumentException when one is none; then nothing is changed
     */
    void configure(List<String> addresses);

    /** Stops looking after the relays. */
    @Override
    void close();
}
