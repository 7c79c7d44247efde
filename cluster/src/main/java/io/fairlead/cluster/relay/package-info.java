/**
 * Which relays live ({@link io.fairlead.cluster.relay.RelayDirectory}) and which relay node holds the first leg of a
 * session ({@link io.fairlead.cluster.relay.PairingDirectory}).
 */
package io.fairlead.cluster.relay;
