package io.fairlead.relay.net;

import io.fairlead.protocol.net.Addresses;
import io.fairlead.relay.RelayEvents;
import io.fairlead.relay.RelayEvents.Refusal;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the open connections of both ports, and closes those above the most that are accepted. */
@ChannelHandler.Sharable
final class ConnectionGate extends ChannelInboundHandlerAdapter {
    private final AtomicInteger open = new AtomicInteger();
    private final int most;
    private final RelayEvents events;

    ConnectionGate(int most, RelayEvents events) {
        this.most = most;
        this.events = events;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        int now = open.incrementAndGet();
        events.connections(now);
        if (now > most) {
            InetSocketAddress from = Addresses.remote(ctx.channel());
            events.refused(from, Refusal.TOO_MANY_CONNECTIONS);
            ctx.close();
            return;
        }
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        events.connections(open.decrementAndGet());
        ctx.fireChannelInactive();
    }
}
