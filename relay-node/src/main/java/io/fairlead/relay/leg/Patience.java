package io.fairlead.relay.leg;

import io.netty.channel.ChannelHandlerContext;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** How long a leg waits, for its request and then for the other leg. For the leg's event loop. */
final class Patience {
    private final RelayNode node;
    private final ChannelHandlerContext ctx;
    private OptionalLong parkedUntil = OptionalLong.empty();

    /** Would keep the leg, and all that is its, for as long as it is not over. */
    private Future<?> due = CompletableFuture.completedFuture(null);

    Patience(RelayNode node, ChannelHandlerContext ctx) {
        this.node = node;
        this.ctx = ctx;
    }

    void forRequest(Runnable over) {
        due = ctx.executor().schedule(over, node.timeouts().request().toNanos(), TimeUnit.NANOSECONDS);
    }

    /** From the first time that the leg is parked; {@code over} may be run at once. */
    void forSecond(Runnable over) {
        long now = node.clock().getAsLong();
        if (parkedUntil.isEmpty()) {
            long patience = node.timeouts().parking().toNanos();
            parkedUntil = OptionalLong.of(now + patience);
            due = ctx.executor().schedule(over, patience, TimeUnit.NANOSECONDS);
        } else if (now - parkedUntil.getAsLong() >= 0) {
            // The time ended while the leg was not parked, so nothing else looks at it.
            over.run();
        }
    }

    /** Nothing is waited for any more. */
    void end() {
        due.cancel(false);
    }
}
