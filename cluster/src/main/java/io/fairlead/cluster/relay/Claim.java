package io.fairlead.cluster.relay;

/** Who holds the first leg of a session. */
public sealed interface Claim {
    /** The claimer does: the leg was first. */
    record Won() implements Claim {}

    /**
     * Another node does: the leg is to be joined to the one there.
     *
     * @param holder the relay node
     */
    record HeldBy(LegHolder holder) implements Claim {}

    /** The store did not answer; the leg can only be paired on its own node. */
    record Unavailable() implements Claim {}
}
