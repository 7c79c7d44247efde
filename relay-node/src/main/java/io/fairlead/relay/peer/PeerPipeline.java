package io.fairlead.relay.peer;

import io.fairlead.protocol.net.ConnectionGate;
import io.fairlead.relay.RelayEvents.PeerRefusal;
import io.fairlead.relay.config.RelayPeering;
import io.fairlead.relay.leg.RelayNode;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;

/** The pipelines of connections that other relays open. No client's connection ever gets one. */
public final class PeerPipeline extends ChannelInitializer<Channel> {
    private final RelayNode node;
    private final String nodeId;
    private final RelayPeering peering;
    private final PeerProof proof;
    private final int longestMessage;
    private final ConnectionGate gate;

    /**
     * Pipelines of one node.
     *
     * @param node           what its legs share
     * @param nodeId         names it
     * @param peering        what the operator decided
     * @param longestMessage of a handshake, in bytes
     */
    public PeerPipeline(RelayNode node, String nodeId, RelayPeering peering, int longestMessage) {
        this.node = node;
        this.nodeId = nodeId;
        this.peering = peering;
        this.proof = new PeerProof(peering.secret());
        this.longestMessage = longestMessage;
        this.gate = new ConnectionGate(
                peering.maxConnections(),
                node.events()::peerConnections,
                from -> node.events().peerRefused(from, PeerRefusal.TOO_MANY_CONNECTIONS));
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline()
                .addLast(
                        gate,
                        PeerFrames.decoder(longestMessage),
                        new PeerEntrance(node, nodeId, proof, peering.handshakeTimeout()));
    }
}
