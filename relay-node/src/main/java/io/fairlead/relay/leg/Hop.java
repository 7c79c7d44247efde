package io.fairlead.relay.leg;

import io.fairlead.cluster.relay.Claim;
import io.fairlead.cluster.relay.LegHolder;
import io.fairlead.relay.RelayEvents.Refusal;
import io.fairlead.relay.leg.PeerRelays.Failure;
import io.fairlead.relay.leg.PeerRelays.Outcome;
import io.netty.channel.Channel;

/**
 * The ways of one leg to relays that hold the other: at most a few, one after the other. Between its setting out and
 * its return the leg counts as under way. For the leg's event loop.
 */
final class Hop {
    private final RelayNode node;
    private final RelayLeg leg;
    private final HopAttempts attempts = new HopAttempts();

    Hop(RelayNode node, RelayLeg leg) {
        this.node = node;
        this.leg = leg;
    }

    /** Goes where a claim leads, if that is another relay; false when the leg stays here. */
    boolean follows(Claim answer, HopRequest request) {
        return switch (answer) {
            case Claim.HeldBy held when node.peers().isPresent() && !node.parked().isSelf(held.holder()) -> {
                // Otherwise its second has come here, or its time is over.
                if (node.parked().setOut(request.uuid(), leg)) {
                    leg.setOut();
                    to(node.peers().get(), held.holder(), request);
                }
                yield true;
            }
            case Claim.HeldBy _,Claim.Won _,Claim.Unavailable _ -> false;
        };
    }

    /** The leg has been taken out of those that are parked. */
    private void to(PeerRelays peers, LegHolder holder, HopRequest request) {
        if (!attempts.begin()) {
            leg.refuse(Refusal.NOT_JOINED);
            cameBack(request);
            return;
        }
        peers.reach(leg.channel(), holder, request).thenAccept(outcome -> {
            switch (outcome) {
                case Outcome.Joined joined -> joined(joined.channel(), request);
                case Outcome.Failed failed when leg.isHopping() -> failed(holder, request, failed.reason());
                case Outcome.Failed _ -> cameBack(request);
            }
        });
    }

    private void joined(Channel channel, HopRequest request) {
        RelayLeg peer = RelayLeg.toPeer(node, request);
        channel.pipeline().addLast(peer);
        if (leg.isHopping()) {
            leg.joinPeer(peer);
        } else {
            peer.abandon();
        }
        cameBack(request);
    }

    private void failed(LegHolder holder, HopRequest request, Failure reason) {
        node.events().hopFailed(request.client().from(), holder.nodeId(), reason);
        switch (attempts.failed(holder, reason)) {
            case GIVE_UP -> {
                leg.refuse(Refusal.NOT_JOINED);
                cameBack(request);
            }
            case CLAIM -> parkAgain(request);
            case REPLACE ->
                // Who has the claim now is told by claiming it once more, when the leg can be found here.
                node.parked()
                        .takeOver(request.uuid(), holder)
                        .thenAccept(_ -> leg.run(() -> parkAgain(request)));
        }
    }

    private void parkAgain(HopRequest request) {
        node.parked().uncount(request.client());
        if (leg.isHopping()) {
            leg.meet();
        } else {
            // The client went while the claim was taken over.
            node.parked().releaseUnlessParked(request.uuid());
        }
        node.parked().arrived();
    }

    /** The way has ended, and the leg is parked no more. */
    private void cameBack(HopRequest request) {
        node.parked().uncount(request.client());
        node.parked().arrived();
    }
}
