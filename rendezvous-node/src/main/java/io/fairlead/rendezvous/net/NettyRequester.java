package io.fairlead.rendezvous.net;

import io.fairlead.cluster.peer.Transport;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.rendezvous.connect.Requester;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/** A connection as the session and the introductions see it. Equal only to itself. */
final class NettyRequester implements Requester {
    private final Channel channel;
    private final InetSocketAddress address;
    private final Transport transport;

    NettyRequester(Channel channel, InetSocketAddress address, Transport transport) {
        this.channel = channel;
        this.address = address;
        this.transport = transport;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public boolean isOpen() {
        return channel.isActive();
    }

    @Override
    public void send(RendezvousMessage message) {
        channel.writeAndFlush(message, channel.voidPromise());
    }
}
