package io.fairlead.load.fleet;

import io.fairlead.protocol.message.RendezvousMessage;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One request on a connection of its own, repeated while no answer comes, as clients do: an answer, or how it failed,
 * is told once.
 */
final class Asking extends Talk {
    /** A client waits so long for the answer to its first, second and third request; protocol section 15. */
    static final List<Long> INTRODUCTION_SECONDS = List.of(3L, 6L, 9L);
    /** And so long for the answer to its only one. */
    static final List<Long> RELAY_SECONDS = List.of(18L);

    private final RendezvousMessage request;
    private final List<Long> patience;
    private final Outcome outcome;
    private int sent;
    private boolean told;
    private Optional<Future<?>> timer = Optional.empty();

    /** What the asker wants to know. */
    interface Outcome {
        /** The server answered. */
        void answered(RendezvousMessage answer, long now);

        /** The request is sent once more. */
        void repeated();

        /** There is no answer: {@code what} happened. */
        void failed(String what);
    }

    Asking(RendezvousMessage request, List<Long> patience, Outcome outcome) {
        this.request = request;
        this.patience = patience;
        this.outcome = outcome;
    }

    @Override
    void ready(ChannelHandlerContext context) {
        send(context);
    }

    private void send(ChannelHandlerContext context) {
        if (told) {
            return;
        }
        if (sent == patience.size()) {
            fail("no answer in time");
            context.close();
            return;
        }
        if (sent > 0) {
            outcome.repeated();
        }
        context.writeAndFlush(request);
        timer = Optional.of(context.executor().schedule(() -> send(context), patience.get(sent), TimeUnit.SECONDS));
        sent++;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Object message) {
        if (!told && message instanceof RendezvousMessage answer && !answer.hasKeyExchange()) {
            told = true;
            outcome.answered(answer, System.nanoTime());
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        timer.ifPresent(pending -> pending.cancel(false));
        fail("connection ended");
    }

    /** Also for the opener, when there is no connection. On the connection's event loop. */
    void fail(String what) {
        if (!told) {
            told = true;
            outcome.failed(what);
        }
    }
}
