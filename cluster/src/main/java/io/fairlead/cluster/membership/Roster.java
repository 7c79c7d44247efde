package io.fairlead.cluster.membership;

import java.util.List;
import java.util.Map;

/**
 * Who is in the cluster at one moment.
 *
 * @param connected false while this node is not part of any
 * @param address   this node's own, where replies come to
 * @param members   all, by address
 * @param peers     the others, by node id
 */
record Roster(boolean connected, String address, List<ClusterMember> members, Map<String, Peer> peers) {
    /** Of a node that is not connected. */
    static final Roster NONE = new Roster(false, "", List.of(), Map.of());

    Roster {
        members = List.copyOf(members);
        peers = Map.copyOf(peers);
    }
}
