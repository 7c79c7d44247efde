package io.fairlead.rendezvous.net;

import io.fairlead.protocol.crypto.SecretStream;
import io.fairlead.protocol.crypto.SecureHandshake;
import io.fairlead.protocol.crypto.ServerKeyPair;
import io.fairlead.protocol.frame.MalformedMessageException;
import io.fairlead.protocol.frame.RendezvousMessageCodec;
import io.fairlead.protocol.message.KeyExchange;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.net.Addresses;
import io.fairlead.rendezvous.session.SessionEvents;
import io.fairlead.rendezvous.session.SessionEvents.Drop;
import io.fairlead.rendezvous.session.SessionEvents.KeyExchangeStep;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Secures a connection whose client waits for it, protocol section 5. Between the frames and the messages.
 *
 * <p>A client that wants no security speaks at once, and then this handler steps out of the pipeline. One that wants it
 * waits for the server; after a short silence it is offered a key exchange. Should a slow client speak on without it,
 * that is taken too: current clients skip the offer.
 */
final class KeyExchangeHandler extends ChannelDuplexHandler {
    private static final long LAST_LOOK_MILLIS = 2;

    /** Both directions of a secured connection. */
    private record Secured(SecretStream inbound, SecretStream outbound) {}

    private final ServerKeyPair serverKey;
    private final Duration wait;
    private final SessionEvents events;
    private ScheduledFuture<?> silence;
    private SecureHandshake offered;
    private Secured secured;
    private boolean ended;

    KeyExchangeHandler(ServerKeyPair serverKey, Duration wait, SessionEvents events) {
        this.serverKey = serverKey;
        this.wait = wait;
        this.events = events;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        silence = ctx.executor().schedule(() -> silent(ctx), wait.toNanos(), TimeUnit.NANOSECONDS);
        ctx.fireChannelActive();
    }

    /** The loop may have been held up, and what the client said may lie unread: it is read before this comes back. */
    private void silent(ChannelHandlerContext ctx) {
        silence = ctx.executor().schedule(() -> offer(ctx), LAST_LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void offer(ChannelHandlerContext ctx) {
        offered = SecureHandshake.begin();
        events.keyExchange(Addresses.remote(ctx.channel()), KeyExchangeStep.OFFERED);
        RendezvousMessage message = RendezvousMessage.newBuilder()
                .setKeyExchange(offered.offer(serverKey))
                .build();
        ctx.writeAndFlush(RendezvousMessageCodec.write(message, ctx.alloc()), ctx.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf payload = (ByteBuf) message;
        if (ended) {
            payload.release();
        } else if (secured != null) {
            open(ctx, payload);
        } else if (offered == null) {
            stepOut(ctx);
            ctx.fireChannelRead(payload);
        } else {
            answered(ctx, payload);
        }
    }

    private void answered(ChannelHandlerContext ctx, ByteBuf payload) {
        RendezvousMessage answer;
        try {
            answer = RendezvousMessageCodec.read(payload);
        } catch (MalformedMessageException e) {
            payload.release();
            throw e;
        }
        if (answer.hasKeyExchange()) {
            payload.release();
            accept(ctx, answer.getKeyExchange());
        } else {
            stepOut(ctx);
            ctx.fireChannelRead(payload);
        }
    }

    private void stepOut(ChannelHandlerContext ctx) {
        if (offered != null) {
            events.keyExchange(Addresses.remote(ctx.channel()), KeyExchangeStep.DECLINED);
        }
        ctx.pipeline().remove(this);
    }

    private void accept(ChannelHandlerContext ctx, KeyExchange answer) {
        Optional<byte[]> key = offered.accept(answer);
        if (key.isEmpty()) {
            events.keyExchange(Addresses.remote(ctx.channel()), KeyExchangeStep.FAILED);
            end(ctx);
            return;
        }
        secured = new Secured(new SecretStream(key.get()), new SecretStream(key.get()));
        events.keyExchange(Addresses.remote(ctx.channel()), KeyExchangeStep.SECURED);
    }

    /** What was read together with the mistake must not be taken for plain messages. */
    private void end(ChannelHandlerContext ctx) {
        ended = true;
        ctx.close();
    }

    private void open(ChannelHandlerContext ctx, ByteBuf payload) {
        Optional<byte[]> plain;
        try {
            plain = secured.inbound().open(ByteBufUtil.getBytes(payload));
        } finally {
            payload.release();
        }
        if (plain.isEmpty()) {
            events.dropped(Addresses.remote(ctx.channel()), Drop.BAD_BOX);
            end(ctx);
            return;
        }
        ctx.fireChannelRead(Unpooled.wrappedBuffer(plain.get()));
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (secured == null) {
            ctx.write(message, promise);
            return;
        }
        ByteBuf payload = (ByteBuf) message;
        try {
            byte[] box = secured.outbound().seal(ByteBufUtil.getBytes(payload));
            ctx.write(Unpooled.wrappedBuffer(box), promise);
        } finally {
            payload.release();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (silence != null) {
            silence.cancel(false);
        }
    }
}
