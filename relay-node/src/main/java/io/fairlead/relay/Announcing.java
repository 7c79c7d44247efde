package io.fairlead.relay;

import io.fairlead.cluster.relay.RelayAnnouncement;
import io.fairlead.cluster.relay.RelayAnnouncer;
import io.fairlead.relay.config.RelayConfig;
import io.fairlead.relay.leg.RelayNode;
import io.fairlead.relay.limit.Load;
import java.util.function.IntSupplier;

/** Keeps rendezvous nodes informed of how a relay is, until it ends. Safe for use by any thread but event loops. */
final class Announcing {
    private final RelayAnnouncer announcer;
    private final RelayConfig config;
    private final RelayNode node;
    private final IntSupplier connections;
    private boolean closed;

    Announcing(RelayAnnouncer announcer, RelayConfig config, RelayNode node, IntSupplier connections) {
        this.announcer = announcer;
        this.config = config;
        this.node = node;
        this.connections = connections;
    }

    /** Tells how the relay is now; nothing once it is closed, as that would make it known again. */
    synchronized void tell() {
        if (closed) {
            return;
        }
        announcer.announce(new RelayAnnouncement(
                config.nodeId(),
                config.presence().address(),
                config.presence().region(),
                Load.of(
                        node.sessions().bytesPerSecond(),
                        node.bandwidth().rules(),
                        connections.getAsInt(),
                        config.caps().maxConnections()),
                node.sessions().running().size(),
                node.sessions().isWithdrawn(),
                config.presence().version()));
    }

    synchronized void close() {
        closed = true;
        announcer.close();
    }
}
