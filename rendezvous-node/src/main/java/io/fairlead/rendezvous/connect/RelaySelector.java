package io.fairlead.rendezvous.connect;

import io.fairlead.cluster.relay.RelayDirectory;
import io.fairlead.cluster.relay.RelayNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Chooses the relay of a session: of those that live, one in this node's region if there is any, and of two of these
 * the one with less load. Of relays whose load nobody knows, or that have the same, each has its turn. Safe for use by
 * any thread.
 *
 * <p>Looking at two and no more keeps many nodes, who all see the same loads a moment late, from sending all sessions
 * to one relay.
 */
public final class RelaySelector {
    private final RelayDirectory directory;
    private final String region;
    private final RandomGenerator random;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * Chooses from a directory.
     *
     * @param directory the relays
     * @param region    where this node is; empty when nobody said so
     * @param random    draws the second of two; safe for use by any thread
     */
    public RelaySelector(RelayDirectory directory, String region, RandomGenerator random) {
        this.directory = directory;
        this.region = region;
        this.random = random;
    }

    /**
     * Chooses.
     *
     * @return the relay; {@link RelayNode#BESIDE} when none is known or none lives
     */
    public RelayNode select() {
        List<RelayNode> candidates = near(directory.relays().stream().filter(RelayNode::alive).toList());
        if (candidates.isEmpty()) {
            return RelayNode.BESIDE;
        }
        RelayNode next = candidates.get(Math.floorMod(turn.getAndIncrement(), candidates.size()));
        RelayNode other = candidates.get(random.nextInt(candidates.size()));
        return other.load() < next.load() ? other : next;
    }

    private List<RelayNode> near(List<RelayNode> alive) {
        List<RelayNode> near = alive.stream().filter(relay -> relay.region().equals(region)).toList();
        return near.isEmpty() ? alive : near;
    }

    /**
     * Lists all relays, alive or not.
     *
     * @return in the operator's order
     */
    public List<RelayNode> relays() {
        return directory.relays();
    }
}
