package io.fairlead.protocol.net;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Counts the open connections of all listeners of a node, and closes those above the most that are accepted. */
@ChannelHandler.Sharable
public final class ConnectionGate extends ChannelInboundHandlerAdapter {
    private final AtomicInteger open = new AtomicInteger();
    private final int most;
    private final IntConsumer connections;
    private final Consumer<InetSocketAddress> tooMany;

    /**
     * A gate for one node.
     *
     * @param most        connections accepted at once
     * @param connections told how many are open, whenever that changes; on event loops
     * @param tooMany     told where a connection came from that was closed for being one too many; on event loops
     */
    public ConnectionGate(int most, IntConsumer connections, Consumer<InetSocketAddress> tooMany) {
        this.most = most;
        this.connections = connections;
        this.tooMany = tooMany;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        int now = open.incrementAndGet();
        connections.accept(now);
        if (now > most) {
            tooMany.accept(Addresses.remote(ctx.channel()));
            ctx.close();
            return;
        }
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        left();
        ctx.fireChannelInactive();
    }

    /** A connection is closed that had been let in, and then been taken out of its channel. */
    public void left() {
        connections.accept(open.decrementAndGet());
    }
}
