package io.fairlead.rendezvous.connect;

import io.fairlead.protocol.message.NatType;
import java.net.InetAddress;

/**
 * All that a plan depends on.
 *
 * @param requester    the requester's address as its node sees it
 * @param device       the device's address as its node sees it
 * @param overWebSocket whether the requester is on WebSocket
 * @param natType      what the requester says of its NAT
 * @param forceRelay   whether the requester wants a relay
 * @param alwaysRelay  whether the operator wants one
 */
record IntroductionFacts(
        InetAddress requester,
        InetAddress device,
        boolean overWebSocket,
        NatType natType,
        boolean forceRelay,
        boolean alwaysRelay) {}
