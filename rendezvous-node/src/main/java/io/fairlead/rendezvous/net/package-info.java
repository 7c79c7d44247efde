/**
 * Sockets: {@link io.fairlead.rendezvous.net.Listeners} binds them, pipelines turn bytes into messages, and handlers
 * give those to {@code session}. Everything here runs on the channel's event loop. Datagrams are the business of {@code
 * datagram}.
 */
package io.fairlead.rendezvous.net;
