package io.fairlead.rendezvous.net;

import io.fairlead.protocol.net.Addresses;
import io.fairlead.rendezvous.session.SessionEvents;
import io.fairlead.rendezvous.session.SessionEvents.Drop;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the open connections of all listeners, and closes those above the most that are accepted. */
@ChannelHandler.Sharable
final class ConnectionGate extends ChannelInboundHandlerAdapter {
    private final AtomicInteger open = new AtomicInteger();
    private final int most;
    private final SessionEvents events;

    ConnectionGate(int most, SessionEvents events) {
        this.most = most;
        this.events = events;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        int now = open.incrementAndGet();
        events.connections(now);
        if (now > most) {
            events.dropped(Addresses.remote(ctx.channel()), Drop.TOO_MANY_CONNECTIONS);
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
