/**
 * Identities and routes of devices. {@link io.fairlead.cluster.peer.PeerRegistry} is the port; it is called from event
 * loops, and every method returns at once.
 *
 * <p>{@link io.fairlead.cluster.peer.EmbeddedPeerRegistry} keeps identities in SQLite, and asks its node for routes. A
 * request goes from the caller into a bounded {@code BatchQueue}, from there to an {@code IdentityWorker}, which is one
 * thread with one connection, and as SQL to the {@code IdentityTable}. One worker writes, many requests to a
 * transaction ({@code GroupCommit}); others read. Stages complete on the worker's thread, which must not be held up:
 * who has more to do than to hand over goes to an own thread first.
 */
package io.fairlead.cluster.peer;
