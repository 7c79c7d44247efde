/**
 * The relay: {@link io.fairlead.relay.RelayServer} puts it together. Data flows {@code net} (sockets) to {@code leg}
 * (what one side is: awaiting its request, parked, spliced); {@code peer} leads to the other relays of a cluster;
 * {@code limit} says how fast.
 */
package io.fairlead.relay;
