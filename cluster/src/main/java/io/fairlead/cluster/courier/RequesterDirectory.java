package io.fairlead.cluster.courier;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Which nodes hold the connection of a requester, by the address that devices give back. It is a set of nodes, as two
 * of them may invent the same port for clients that a proxy hides. Entries end by themselves 30 s after the last hold.
 * Methods return at once and may be called from event loops; stages never complete exceptionally.
 */
public interface RequesterDirectory {
    /** What is known of a requester. */
    sealed interface Found {
        /**
         * The store has answered.
         *
         * @param nodeIds the nodes that hold the requester; empty when none does
         */
        record Nodes(Set<String> nodeIds) implements Found {
            /**
             * Copies the set.
             *
             * @throws NullPointerException when it is missing
             */
            public Nodes {
                nodeIds = Set.copyOf(nodeIds);
            }
        }

        /** The store did not answer; nothing is known. */
        record Unavailable() implements Found {}
    }

    /**
     * Makes known that a node holds a requester.
     *
     * @param requester its address, resolved
     * @param nodeId    the node
     * @return done when others can find it, or could not be told
     */
    CompletionStage<Void> hold(InetSocketAddress requester, String nodeId);

    /**
     * Makes known that a node does not hold a requester any more. Other nodes' holds stay.
     *
     * @param requester its address, resolved
     * @param nodeId    the node
     * @return done when others do not find it any more, or could not be told; then the hold ends by itself
     */
    CompletionStage<Void> release(InetSocketAddress requester, String nodeId);

    /**
     * Finds the nodes that hold a requester.
     *
     * @param requester its address, resolved
     * @return who does
     */
    CompletionStage<Found> find(InetSocketAddress requester);

    /**
     * Writes an address so that each has one text: IPv4 when it is mapped into IPv6, and without a zone, which is only
     * valid on one host.
     *
     * @param requester an address, resolved
     * @return {@code ip port}
     */
    static String text(InetSocketAddress requester) {
        InetAddress address = Objects.requireNonNull(requester.getAddress(), "resolved address");
        try {
            return InetAddress.getByAddress(address.getAddress()).getHostAddress() + " " + requester.getPort();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of an address has 4 or 16 bytes", e);
        }
    }
}
