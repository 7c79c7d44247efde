package io.fairlead.rendezvous.connect;

import io.fairlead.protocol.message.NatType;
import io.fairlead.rendezvous.network.Side;

/**
 * All that a plan depends on.
 *
 * @param requester   who asks, as its node sees it
 * @param device      who is asked for, as its node sees it
 * @param natType     what the requester says of its NAT
 * @param forceRelay  whether the requester wants a relay
 * @param alwaysRelay whether the operator wants one
 */
public record IntroductionFacts(
        Side requester, Side device, NatType natType, boolean forceRelay, boolean alwaysRelay) {}
