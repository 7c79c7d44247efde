package io.fairlead.protocol.net;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts connections that the system did not let a listening socket accept, mostly for want of file descriptors. Netty
 * then waits a second before it accepts again. In the pipelines of listening sockets only; safe for use by any thread.
 */
@ChannelHandler.Sharable
final class AcceptFailures extends ChannelInboundHandlerAdapter {
    private final LongAdder failed = new LongAdder();

    long count() {
        return failed.sum();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failed.increment();
        context.fireExceptionCaught(cause);
    }
}
