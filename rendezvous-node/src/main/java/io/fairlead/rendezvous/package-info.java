/**
 * The rendezvous (ID) server: {@link io.fairlead.rendezvous.RendezvousServer} puts it together. Data flows
 * {@code net} (sockets) to {@code session} (who is this connection) to {@code registration}, {@code connect} and
 * {@code query} (what is decided) to the ports of {@code io.fairlead.cluster} (what is remembered or sent on).
 */
package io.fairlead.rendezvous;
