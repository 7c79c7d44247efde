/**
 * One side of a session: {@link io.fairlead.relay.leg.RelayLeg} is its state machine, on its connection's event loop.
 * Two legs make a {@link io.fairlead.relay.leg.RelaySession}; {@link io.fairlead.relay.leg.ParkedLegs} finds which two.
 *
 * <p>Which of two relays keeps its leg parked is decided by the claim in the pairing directory. Every leg is parked
 * before it is claimed. The relay that was not first takes its leg out and to the other one ({@link
 * io.fairlead.relay.leg.Hop}, by way of {@link io.fairlead.relay.leg.PeerRelays}); that one joins it to what is parked
 * there or refuses, and never sends it on. A leg that comes to nothing there is parked here and claimed again, so two
 * legs of one relay that find a dead relay's claim meet here, in whichever order they come back.
 */
package io.fairlead.relay.leg;
