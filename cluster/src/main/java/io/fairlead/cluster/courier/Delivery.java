package io.fairlead.cluster.courier;

/** What became of an envelope. Delivery is at most once; clients repeat their requests. */
public enum Delivery {
    /** Handed to the socket or connection of its receiver. */
    DELIVERED,
    /** The node that was thought to hold the receiver does not. */
    GONE,
    /** The node did not answer within the deadline; the envelope may or may not have arrived. */
    UNREACHABLE
}
