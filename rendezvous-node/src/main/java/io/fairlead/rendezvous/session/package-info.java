/**
 * Who a TCP or WebSocket connection is: {@link io.fairlead.rendezvous.session.ConnectionSession} is its state machine.
 * Runs on the connection's event loop; hands on to {@code connect} and {@code query}.
 */
package io.fairlead.rendezvous.session;
