/**
 * The UDP port. {@link io.fairlead.rendezvous.datagram.DatagramPort} is the port in the other sense too: {@link
 * io.fairlead.rendezvous.datagram.KernelDatagrams} receives by system calls of its own on Linux, on one thread; {@link
 * io.fairlead.rendezvous.datagram.NettyDatagrams} everywhere, on event loops. Both answer ordinary heartbeats where
 * they receive, by {@link io.fairlead.rendezvous.registration.HeartbeatReader}, and give all else to {@link
 * io.fairlead.rendezvous.datagram.DatagramMessages}, which hands on to {@code registration}, {@code connect} and
 * {@code query}.
 */
package io.fairlead.rendezvous.datagram;
