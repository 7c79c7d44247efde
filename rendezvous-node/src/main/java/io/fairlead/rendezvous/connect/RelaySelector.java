package io.fairlead.rendezvous.connect;

import io.fairlead.cluster.relay.RelayDirectory;
import io.fairlead.cluster.relay.RelayNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Chooses the relay of a session: those that live, in turn. Safe for use by any thread. */
public final class RelaySelector {
    private final RelayDirectory directory;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * Chooses from a directory.
     *
     * @param directory the relays
     */
    public RelaySelector(RelayDirectory directory) {
        this.directory = directory;
    }

    /**
     * Chooses.
     *
     * @return the relay's address; empty when none is configured, or none lives, so that clients use the one beside
     *         their rendezvous server
     */
    public String select() {
        List<RelayNode> alive = directory.relays().stream().filter(RelayNode::alive).toList();
        if (alive.isEmpty()) {
            return "";
        }
        return alive.get(Math.floorMod(turn.getAndIncrement(), alive.size())).address();
    }

    /**
     * Lists the addresses of all relays, alive or not.
     *
     * @return in the operator's order
     */
    public List<String> addresses() {
        return directory.relays().stream().map(RelayNode::address).toList();
    }
}
