package io.fairlead.cli.admin.view;

import java.util.List;

/**
 * The cluster, as the asked node sees it.
 *
 * @param node the asked one
 * @param store what identities are kept in, without secrets
 * @param storeReached false while a shared store does not answer
 * @param state of the asked node in the cluster of rendezvous nodes; alone without one
 * @param members of that cluster
 * @param control whether this node can ask the others
 * @param nodes that answered
 * @param unanswered nodes that did not answer
 */
public record ClusterView(
        String node,
        String store,
        boolean storeReached,
        String state,
        List<MemberRow> members,
        boolean control,
        List<NodeRow> nodes,
        List<String> unanswered) {}
