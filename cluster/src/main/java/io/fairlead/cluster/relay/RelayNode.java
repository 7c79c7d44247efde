package io.fairlead.cluster.relay;

/**
 * A relay that sessions can be sent to.
 *
 * @param id      names it for as long as it lives
 * @param address {@code host[:port]} as clients are given it, as the operator wrote it, port 21117 when absent; empty
 *                when it has no address of its own and is reached by a name that it shares with others
 * @param region  where it is; empty when nobody said so
 * @param load    from 0 (idle) to 1 (full); above 1 when it carries more than it is meant to
 * @param alive   false when it was not reachable at the last look, or takes no new sessions
 */
public record RelayNode(String id, String address, String region, double load, boolean alive) {
    /** The relay beside the rendezvous server, of which nothing is known; it is there when no other is. */
    public static final RelayNode BESIDE = new RelayNode("beside", "", "", 0, true);

    /**
     * A relay of which nothing but its address is known.
     *
     * @param address {@code host[:port]}
     * @param alive   whether it was reachable at the last look
     */
    public RelayNode(String address, boolean alive) {
        this(address, address, "", 0, alive);
    }
}
