package io.fairlead.rendezvous.net;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.rendezvous.session.ClientConnection;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A connection as the session, the introductions and the devices see it. Equal only to itself. */
final class NettyConnection implements ClientConnection {
    private final Channel channel;
    private final InetSocketAddress address;
    private final Transport transport;
    private final Duration keepAlive;

    NettyConnection(Channel channel, InetSocketAddress address, Transport transport, Duration keepAlive) {
        this.channel = channel;
        this.address = address;
        this.transport = transport;
        this.keepAlive = keepAlive;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public InetSocketAddress observed() {
        return address;
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public Duration keepAlive() {
        return keepAlive;
    }

    @Override
    public boolean isOpen() {
        return channel.isActive();
    }

    @Override
    public Delivery send(RendezvousMessage message) {
        if (!channel.isActive()) {
            return Delivery.GONE;
        }
        channel.writeAndFlush(message, channel.voidPromise());
        return Delivery.DELIVERED;
    }

    @Override
    public void held() {
        channel.eventLoop().execute(() -> KeepAlive.hold(channel, keepAlive));
    }

    @Override
    public void close() {
        channel.close();
    }
}
