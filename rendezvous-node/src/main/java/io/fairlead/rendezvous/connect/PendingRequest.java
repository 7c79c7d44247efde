package io.fairlead.rendezvous.connect;

import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.relay.RelayNode;
import io.fairlead.protocol.crypto.ServerKeyPair;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What a requester waits for.
 *
 * @param kind    what it asked
 * @param device  the device that was asked; only its answer counts
 * @param signer  what vouches for the device: of the key that the requester presented
 * @param observed the device's address as its node sees it
 * @param plan    the plan's name, for the log
 * @param reason  why a relay, for the log; empty when none
 * @param relay   the relay that the session was sent to
 * @param selection what address selection made of it
 * @param offersUdp whether the device was told a UDP port of the requester, so that it may answer by UDP
 * @param started monotonic time of the first request, in nanoseconds
 */
record PendingRequest(
        Kind kind,
        DeviceIdentity device,
        Optional<ServerKeyPair> signer,
        InetAddress observed,
        String plan,
        String reason,
        RelayNode relay,
        Selection selection,
        boolean offersUdp,
        long started) {

    enum Kind {
        PUNCH_HOLE, REQUEST_RELAY
    }
}
