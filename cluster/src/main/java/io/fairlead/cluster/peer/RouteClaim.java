package io.fairlead.cluster.peer;

import java.util.Optional;

/** How the claim of a route ended. */
public sealed interface RouteClaim {
    /**
     * The route is the claimer's.
     *
     * @param fence      above 0; to be given back with the release
     * @param formerNode the node that held the device until now, if it was another one
     */
    record Claimed(long fence, Optional<String> formerNode) implements RouteClaim {}

    /** Another node has heard the device after the claimer has: it is not the claimer's any more. */
    record Superseded() implements RouteClaim {}

    /** The store failed; the claimer keeps serving the device and claims again later. */
    record Unavailable() implements RouteClaim {}
}
