package io.fairlead.cli.admin.view;

/**
 * A rendezvous node, as the asked one sees the cluster.
 *
 * @param node names it
 * @param address where other nodes reach it
 * @param status how far it has come
 * @param reachable whether it is heard from
 * @param version of its program
 * @param self whether it is the one that was asked
 */
public record MemberRow(
        String node,
        String address,
        String status,
        boolean reachable,
        String version,
        boolean self) {}
