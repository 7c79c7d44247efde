package io.fairlead.rendezvous.datagram;

import java.net.InetSocketAddress;

/**
 * The UDP port of a node: answers heartbeats, and gives all other datagrams to {@link DatagramMessages}. A device's
 * pushes leave from the socket that its datagrams arrive at.
 */
public interface DatagramPort extends AutoCloseable {
    /** The largest datagram that is read, in bytes: a client's largest is a RegisterPk of a few hundred. */
    int LARGEST_DATAGRAM = 2048;

    /**
     * Says where the node receives.
     *
     * @return the address, with the port that the system chose where it was asked to
     */
    InetSocketAddress address();

    /**
     * Names the way in which datagrams are received.
     *
     * @return {@code kernel} or {@code netty}, as in the configuration
     */
    String means();

    /** Receives and sends nothing more. Returns when it is so. */
    @Override
    void close();
}
