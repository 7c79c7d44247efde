package io.fairlead.cluster.peer;

import java.util.Optional;

/** How the change of a device's id ended. */
public sealed interface MoveOutcome {
    /** The device has the new id, durably; the old one has no route any more. */
    record Moved() implements MoveOutcome {}

    /** Another device has the new id, or it is held for one. Nothing was changed. */
    record Taken() implements MoveOutcome {}

    /**
     * What is stored for the old id is not what the caller decided upon. Nothing was changed.
     *
     * @param current what is stored; empty when nothing is
     */
    record Conflict(Optional<DeviceIdentity> current) implements MoveOutcome {}

    /** The store failed; whether anything was changed is unknown. */
    record Unavailable() implements MoveOutcome {}
}
