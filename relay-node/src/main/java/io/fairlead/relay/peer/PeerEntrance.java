package io.fairlead.relay.peer;

import io.fairlead.protocol.net.Addresses;
import io.fairlead.relay.RelayEvents.PeerRefusal;
import io.fairlead.relay.leg.Arrival;
import io.fairlead.relay.leg.PeerRelays.Failure;
import io.fairlead.relay.leg.RelayLeg;
import io.fairlead.relay.leg.RelayNode;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The listening side of one handshake: awaiting the hello, then done. Who does not know the secret learns nothing but a
 * random number. For the connection's event loop.
 */
final class PeerEntrance extends ChannelInboundHandlerAdapter {
    private final RelayNode node;
    private final String nodeId;
    private final PeerProof proof;
    private final Duration timeout;
    private final byte[] nonce = PeerFrames.nonce();
    private boolean done;

    PeerEntrance(RelayNode node, String nodeId, PeerProof proof, Duration timeout) {
        this.node = node;
        this.nodeId = nodeId;
        this.proof = proof;
        this.timeout = timeout;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(PeerFrames.frame(ctx.channel(), PeerMessages.challenge(nonce)), ctx.voidPromise());
        ctx.executor().schedule(() -> {
            if (!done && ctx.channel().isActive()) {
                close(ctx, PeerRefusal.TIMED_OUT);
            }
        }, timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        byte[] message = PeerFrames.bytes(frame);
        if (done) {
            return;
        }
        if (!proof.checksHello(nonce, message)) {
            close(ctx, PeerRefusal.WRONG_PROOF);
            return;
        }
        Optional<PeerMessages.Hello> hello = PeerMessages.readHello(PeerProof.fields(message));
        if (hello.isEmpty()) {
            close(ctx, PeerRefusal.MALFORMED);
            return;
        }
        done = true;
        greeted(ctx, hello.get());
    }

    private void greeted(ChannelHandlerContext ctx, PeerMessages.Hello hello) {
        Arrival answering = new Answering(ctx.channel(), hello);
        if (!hello.holderId().equals(nodeId)) {
            // The address was another node's before.
            answering.refused(Failure.NOT_PARKED);
        } else if (node.blocklist().contains(hello.request().client().from().getAddress())) {
            answering.refused(Failure.BLOCKED);
        } else {
            RelayLeg leg = RelayLeg.fromPeer(node, hello.request(), answering);
            ctx.pipeline().addLast(leg);
            PeerFrames.giveWay(ctx.pipeline(), this);
            leg.arrive();
        }
    }

    /** Tells the other relay, with proof, what became of its leg. */
    private final class Answering implements Arrival {
        private final Channel channel;
        private final PeerMessages.Hello hello;

        Answering(Channel channel, PeerMessages.Hello hello) {
            this.channel = channel;
            this.hello = hello;
        }

        @Override
        public void accepted() {
            channel.writeAndFlush(PeerFrames.frame(channel, message(Optional.empty())), channel.voidPromise());
        }

        @Override
        public void refused(Failure reason) {
            node.events().peerRefused(
                    Addresses.remote(channel),
                    reason == Failure.BLOCKED ? PeerRefusal.BLOCKED : PeerRefusal.NOT_PARKED);
            channel.writeAndFlush(PeerFrames.frame(channel, message(Optional.of(reason))))
                    .addListener(ChannelFutureListener.CLOSE);
        }

        private byte[] message(Optional<Failure> refusal) {
            byte[] fields = PeerMessages.answer(new PeerMessages.Answer(refusal));
            return proof.proveAnswer(nonce, hello.nonce().toByteArray(), fields);
        }
    }

    private void close(ChannelHandlerContext ctx, PeerRefusal reason) {
        done = true;
        node.events().peerRefused(Addresses.remote(ctx.channel()), reason);
        ctx.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof DecoderException && !done) {
            close(ctx, PeerRefusal.MALFORMED);
            return;
        }
        if (!(cause instanceof IOException) && !(cause instanceof DecoderException)) {
            node.events().failed(cause);
        }
        ctx.close();
    }
}
