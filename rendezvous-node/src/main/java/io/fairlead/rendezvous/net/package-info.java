/**
 * Sockets: {@link io.fairlead.rendezvous.net.Listeners} binds them, pipelines turn bytes into messages, and handlers
 * give those to {@code registration} (datagrams) and {@code session} (connections). Everything here runs on the
 * channel's event loop.
 */
package io.fairlead.rendezvous.net;
