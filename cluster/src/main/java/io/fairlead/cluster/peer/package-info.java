/**
 * Identities and routes of devices: {@link io.fairlead.cluster.peer.PeerRegistry} is the port, the embedded adapters
 * keep identities in SQLite and routes in memory. Called from event loops; every method returns at once.
 */
package io.fairlead.cluster.peer;
