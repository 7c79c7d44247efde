package io.fairlead.cluster.membership;

/**
 * A node of the cluster as this one sees it.
 *
 * @param nodeId    as in routes
 * @param address   {@code host:port} that nodes dial
 * @param status    how far it has come
 * @param reachable false while this or another node does not hear from it
 * @param version   of its program
 * @param self      whether it is this node
 */
public record ClusterMember(
        String nodeId, String address, Status status, boolean reachable, String version, boolean self) {
    /** The stages of a membership, in order. */
    public enum Status {
        /** Has asked to be let in. */
        JOINING,
        /** Takes part while some member cannot be reached, so that the others cannot all agree. */
        WEAKLY_UP,
        /** Takes part. */
        UP,
        /** Is about to leave; still serves what it holds. */
        LEAVING,
        /** All have heard that it leaves. */
        EXITING,
        /** Has been given up; joins again as a new member. */
        DOWN
    }
}
