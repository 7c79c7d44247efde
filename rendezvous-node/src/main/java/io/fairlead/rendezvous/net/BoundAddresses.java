package io.fairlead.rendezvous.net;

import java.net.InetSocketAddress;

/**
 * Where a node listens.
 *
 * @param main      P, UDP and TCP
 * @param natTest   P-1, TCP
 * @param webSocket P+2
 */
public record BoundAddresses(InetSocketAddress main, InetSocketAddress natTest, InetSocketAddress webSocket) {}
