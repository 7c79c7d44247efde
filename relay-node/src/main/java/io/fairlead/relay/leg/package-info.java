/**
 * One side of a session: {@link io.fairlead.relay.leg.RelayLeg} is its state machine, on its connection's event loop.
 * Two legs make a {@link io.fairlead.relay.leg.RelaySession}; {@link io.fairlead.relay.leg.ParkedLegs} finds which two.
 */
package io.fairlead.relay.leg;
