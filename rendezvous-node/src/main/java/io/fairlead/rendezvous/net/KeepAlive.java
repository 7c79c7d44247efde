package io.fairlead.rendezvous.net;

import io.fairlead.protocol.frame.Heartbeat;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Holds a connection that has nothing to say, protocol section 6: an empty frame now and then, which the client echoes,
 * and the end when nothing comes for one and a half times the agreed time. The frames of many connections are spread
 * over the last quarter of it, as devices that connected together after a restart would else tick together for ever.
 */
final class KeepAlive extends ChannelInboundHandlerAdapter {
    private final long keepAliveNanos;
    private ScheduledFuture<?> next;
    private long lastHeard;

    private KeepAlive(Duration keepAlive) {
        this.keepAliveNanos = keepAlive.toNanos();
    }

    /** Takes the place of what ends silent connections. On the event loop; nothing happens the second time. */
    static void hold(Channel channel, Duration keepAlive) {
        if (channel.isActive() && channel.pipeline().get(ConnectionPipeline.IDLENESS) != null) {
            channel.pipeline().replace(ConnectionPipeline.IDLENESS, null, new KeepAlive(keepAlive));
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        lastHeard = System.nanoTime();
        schedule(ctx);
    }

    private void schedule(ChannelHandlerContext ctx) {
        long delay = ThreadLocalRandom.current().nextLong(keepAliveNanos * 3 / 4, keepAliveNanos);
        next = ctx.executor().schedule(() -> tick(ctx), delay, TimeUnit.NANOSECONDS);
    }

    private void tick(ChannelHandlerContext ctx) {
        if (System.nanoTime() - lastHeard > keepAliveNanos * 3 / 2) {
            ctx.close();
            return;
        }
        ctx.writeAndFlush(Heartbeat.INSTANCE, ctx.voidPromise());
        schedule(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        lastHeard = System.nanoTime();
        ctx.fireChannelRead(message);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        next.cancel(false);
    }
}
