package io.fairlead.cluster.membership;

import java.util.List;
import java.util.Optional;

/**
 * What {@code fairlead cluster status} tells: the cluster as one node sees it at one moment.
 *
 * @param nodeId   the node that tells
 * @param state    whether it is connected
 * @param restarts how often it has lost the cluster and come back, or tries to, since it started
 * @param members  all members it knows, itself among them, by address; empty unless it is connected
 */
public record ClusterStatus(String nodeId, State state, long restarts, List<ClusterMember> members) {
    /** Whether a node takes part. */
    public enum State {
        /** Not started, closed, or between two tries. */
        DISCONNECTED,
        /** Looks for the others, or waits to be let in. */
        JOINING,
        /** Takes part. */
        UP,
        /** On its way out. */
        LEAVING
    }

    /** Copies the list. */
    public ClusterStatus {
        members = List.copyOf(members);
    }

    static State stateOf(List<ClusterMember> members) {
        Optional<ClusterMember> self = members.stream().filter(ClusterMember::self).findFirst();
        return self.map(member -> switch (member.status()) {
            case JOINING -> State.JOINING;
            case WEAKLY_UP, UP -> State.UP;
            case LEAVING, EXITING, DOWN -> State.LEAVING;
        }).orElse(State.JOINING);
    }

    /**
     * Says how many other members there are.
     *
     * @return without this node, reachable or not
     */
    public long others() {
        return members.stream().filter(member -> !member.self()).count();
    }

    /**
     * Says how many members are not heard from.
     *
     * @return those that are not reachable
     */
    public long unreachable() {
        return members.stream().filter(member -> !member.reachable()).count();
    }
}
