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
    /** No honest client leaves so much unread, in bytes; one long answer may be longer. */
    private static final long MOST_UNREAD = 256 * 1024;

    private final Channel channel;
    private final InetSocketAddress address;
    private final Transport transport;
    private final Duration keepAlive;
    private final Runnable notReading;

    /** {@code notReading} is told, on any thread, when the connection is ended because the client reads nothing. */
    NettyConnection(
            Channel channel,
            InetSocketAddress address,
            Transport transport,
            Duration keepAlive,
            Runnable notReading) {
        this.channel = channel;
        this.address = address;
        this.transport = transport;
        this.keepAlive = keepAlive;
        this.notReading = notReading;
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
        if (channel.bytesBeforeWritable() > MOST_UNREAD) {
            notReading.run();
            channel.close();
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
