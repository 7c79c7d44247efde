package io.fairlead.cluster.peer;

import java.util.Optional;

/** What the registry knows of an id. */
public sealed interface Located {
    /**
     * The id belongs to a device.
     *
     * @param identity who it is
     * @param route    where it is now; empty when no node holds it, so the device is offline
     */
    record Known(DeviceIdentity identity, Optional<Route> route) implements Located {}

    /** No device has this id. */
    record Unknown() implements Located {}

    /** The store did not answer; nothing may be concluded about the id. */
    record Unavailable() implements Located {}
}
