package io.fairlead.rendezvous.registration;

import io.fairlead.protocol.message.RendezvousMessage;
import java.net.InetSocketAddress;

/** One UDP socket of this node, as far as devices need it that register there. Safe for use by any thread. */
public interface DatagramSender {
    /**
     * Says whether the socket is there.
     *
     * @return false once it was closed
     */
    boolean isOpen();

    /**
     * Sends a datagram, or drops it when the system does not take it. Returns at once.
     *
     * @param message what to send
     * @param to      where to
     */
    void send(RendezvousMessage message, InetSocketAddress to);
}
