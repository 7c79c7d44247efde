package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.protocol.message.RendezvousMessage;
import java.net.InetSocketAddress;

/**
 * The way back to a device that registers by UDP.
 *
 * @param socket   the socket that its datagrams arrive at
 * @param observed where they come from, in the one form of {@link io.fairlead.protocol.net.Addresses}
 */
public record DatagramPath(DatagramSender socket, InetSocketAddress observed) implements DevicePath {
    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void held() {
        // The socket serves everybody; the device's heartbeats keep its own way open.
    }

    @Override
    public void close() {
        // As above.
    }

    @Override
    public Delivery send(RendezvousMessage message) {
        if (!socket.isOpen()) {
            return Delivery.GONE;
        }
        socket.send(message, observed);
        return Delivery.DELIVERED;
    }
}
