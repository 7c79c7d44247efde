package io.fairlead.cluster.peer;

/** How the claim of a route ended. */
public sealed interface RouteClaim {
    /**
     * The route is the claimer's.
     *
     * @param fence to be given back with the release
     */
    record Claimed(long fence) implements RouteClaim {}

    /** The store failed; the claimer keeps serving the device and claims again later. */
    record Unavailable() implements RouteClaim {}
}
