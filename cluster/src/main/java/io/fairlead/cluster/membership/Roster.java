package io.fairlead.cluster.membership;

import java.util.List;
import java.util.Map;

/**
 * Who is in the cluster at one moment.
 *
 * @param running   false while this node has no actor system
 * @param address   this node's own, where replies come to
 * @param members   all, by address; empty until this node has found the others
 * @param peers     the others, by node id
 */
record Roster(boolean running, String address, List<ClusterMember> members, Map<String, Peer> peers) {
    /** Of a node that is not in any. */
    static final Roster NONE = new Roster(false, "", List.of(), Map.of());

    Roster {
        members = List.copyOf(members);
        peers = Map.copyOf(peers);
    }
}
