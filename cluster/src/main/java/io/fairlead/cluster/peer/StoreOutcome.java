package io.fairlead.cluster.peer;

import java.util.Optional;

/** How a compare-and-set of an identity ended. */
public sealed interface StoreOutcome {
    /** The identity is durable. */
    record Stored() implements StoreOutcome {}

    /**
     * Nothing was written, because the stored identity is not the expected one.
     *
     * @param current what is stored; empty when nothing is
     */
    record Conflict(Optional<DeviceIdentity> current) implements StoreOutcome {}

    /** The store failed; whether the identity was written is unknown. */
    record Unavailable() implements StoreOutcome {}
}
