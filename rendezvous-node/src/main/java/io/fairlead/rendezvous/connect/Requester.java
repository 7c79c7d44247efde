package io.fairlead.rendezvous.connect;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.protocol.message.RendezvousMessage;
import java.net.InetSocketAddress;

/** The connection of a client that asks for a device. Equal only to itself. Safe for use by any thread. */
public interface Requester {
    /**
     * Says where the client is.
     *
     * @return its address, by which devices name it in their answers
     */
    InetSocketAddress address();

    /**
     * Says how the client is connected.
     *
     * @return TCP or WebSocket
     */
    Transport transport();

    /**
     * Says whether the connection is still there.
     *
     * @return false once it has ended
     */
    boolean isOpen();

    /**
     * Sends it a message.
     *
     * @param message what to send
     * @return {@link Delivery#GONE} when the connection has ended, else {@link Delivery#DELIVERED}
     */
    Delivery send(RendezvousMessage message);
}
