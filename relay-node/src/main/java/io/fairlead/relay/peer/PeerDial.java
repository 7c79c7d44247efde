package io.fairlead.relay.peer;

import io.fairlead.relay.leg.HopRequest;
import io.fairlead.relay.leg.PeerRelays.Failure;
import io.fairlead.relay.leg.PeerRelays.Outcome;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The dialling side of one handshake: connecting, awaiting the challenge, awaiting the answer, ended. For the event
 * loop of the client, which is the connection's too.
 */
final class PeerDial extends ChannelInboundHandlerAdapter {
    private final Channel client;
    private final PeerProof proof;
    private final String holderId;
    private final HopRequest request;
    private final byte[] nonce = PeerFrames.nonce();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final ChannelFutureListener clientGone = _ -> fail(Failure.UNREACHABLE);
    private Optional<Channel> connection = Optional.empty();
    private Optional<byte[]> listenersNonce = Optional.empty();
    private Future<?> due = CompletableFuture.completedFuture(null);

    PeerDial(Channel client, PeerProof proof, String holderId, HopRequest request) {
        this.client = client;
        this.proof = proof;
        this.holderId = holderId;
        this.request = request;
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    void start(Duration timeout) {
        due = client.eventLoop()
                .schedule(() -> fail(Failure.UNREACHABLE), timeout.toNanos(), TimeUnit.NANOSECONDS);
        client.closeFuture().addListener(clientGone);
    }

    /** Ends it without success, unless it has ended. */
    void fail(Failure reason) {
        if (outcome.isDone()) {
            return;
        }
        ended();
        connection.ifPresent(Channel::close);
        outcome.complete(new Outcome.Failed(reason));
    }

    private void ended() {
        due.cancel(false);
        client.closeFuture().removeListener(clientGone);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        connection = Optional.of(ctx.channel());
        if (outcome.isDone()) {
            ctx.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        byte[] message = PeerFrames.bytes(frame);
        if (outcome.isDone()) {
            return;
        }
        if (listenersNonce.isEmpty()) {
            challenged(ctx, message);
        } else {
            answered(ctx, listenersNonce.get(), message);
        }
    }

    private void challenged(ChannelHandlerContext ctx, byte[] message) {
        listenersNonce = PeerMessages.readChallenge(message);
        listenersNonce.ifPresentOrElse(
                given -> {
                    byte[] hello = proof.proveHello(given, PeerMessages.hello(nonce, holderId, request));
                    ctx.writeAndFlush(PeerFrames.frame(ctx.channel(), hello), ctx.voidPromise());
                },
                () -> fail(Failure.UNREACHABLE));
    }

    private void answered(ChannelHandlerContext ctx, byte[] given, byte[] message) {
        if (!proof.checksAnswer(given, nonce, message)) {
            fail(Failure.WRONG_PROOF);
            return;
        }
        Optional<PeerMessages.Answer> answer = PeerMessages.readAnswer(PeerProof.fields(message));
        if (answer.isEmpty()) {
            fail(Failure.UNREACHABLE);
        } else if (answer.get().refusal().isPresent()) {
            fail(answer.get().refusal().get());
        } else {
            ended();
            // Who is told adds the session's handler; then nothing of the handshake must stand before it.
            outcome.complete(new Outcome.Joined(ctx.channel()));
            PeerFrames.giveWay(ctx.pipeline(), this);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            closed();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closed();
    }

    /** A listening side that is shown a wrong proof says nothing and closes. */
    private void closed() {
        fail(listenersNonce.isPresent() ? Failure.WRONG_PROOF : Failure.UNREACHABLE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A connection that broke, or who answered is no relay: either way there is no way through.
        fail(Failure.UNREACHABLE);
    }
}
