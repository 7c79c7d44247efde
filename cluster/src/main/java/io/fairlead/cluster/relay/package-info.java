/**
 * Which relays live ({@link io.fairlead.cluster.relay.RelayDirectory}) and which relay node holds the first leg of a
 * session ({@link io.fairlead.cluster.relay.PairingDirectory}).
 *
 * <p>{@link io.fairlead.cluster.relay.ConfiguredRelayDirectory} looks after an operator's list on virtual threads and
 * answers from memory; {@link io.fairlead.cluster.relay.LocalPairing} is for a relay that is alone.
 */
package io.fairlead.cluster.relay;
