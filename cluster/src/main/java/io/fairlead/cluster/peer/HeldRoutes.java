package io.fairlead.cluster.peer;

import java.util.Optional;

/** The devices that a node holds, as routes. */
@FunctionalInterface
public interface HeldRoutes {
    /**
     * Finds a device that is online at the node.
     *
     * @param id the device's id
     * @return where it is; empty when the node does not hold it. Answers at once, on any thread
     */
    Optional<Route> find(String id);
}
