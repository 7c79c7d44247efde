package io.fairlead.rendezvous.net;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.protocol.frame.RendezvousMessageCodec;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.rendezvous.registration.DevicePath;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/**
 * The way back to a device that registers by UDP.
 *
 * @param socket   the socket that its datagrams arrive at
 * @param observed where they come from
 */
record DatagramPath(Channel socket, InetSocketAddress observed) implements DevicePath {
    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public boolean isOpen() {
        return socket.isActive();
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
        if (!socket.isActive()) {
            return Delivery.GONE;
        }
        socket.writeAndFlush(
                new DatagramPacket(RendezvousMessageCodec.write(message, socket.alloc()), observed),
                socket.voidPromise());
        return Delivery.DELIVERED;
    }
}
