package io.fairlead.relay.leg;

import io.fairlead.protocol.frame.FrameDecoder;
import io.fairlead.protocol.frame.FrameEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What a leg does for its session: it keeps what comes early, then writes what it reads to the other leg. For the leg's
 * event loop.
 */
final class Splice {
    private final RelayNode node;
    private final RelayLeg leg;
    private final LegKind kind;
    private final ChannelHandlerContext ctx;
    private final LegOutput output;
    private final LegInput input;
    private final EarlyBytes early = new EarlyBytes();
    private boolean isFirst;
    private Splice peer;
    private RelaySession session;
    private Optional<Handover.Side> side = Optional.empty();

    /** Of a leg that is joined to none yet; {@code ctx} is that of its handler. */
    Splice(RelayNode node, RelayLeg leg, LegKind kind, ChannelHandlerContext ctx) {
        this.node = node;
        this.leg = leg;
        this.kind = kind;
        this.ctx = ctx;
        this.output = new LegOutput(ctx.channel(), kind);
        this.input = new LegInput(ctx.channel());
    }

    /** Keeps what came before the legs are joined; what is above the bound stays with its sender. */
    void keep(ByteBuf bytes) {
        if (early.keep(bytes) >= node.caps().maxEarlyBytes()) {
            input.pause(LegInput.EARLY_BYTES);
        }
    }

    /** Makes this leg ready to be written to: with a WebSocket on the other side, payloads keep their borders. */
    void join(Splice other, RelaySession begun, Optional<Handover.Side> way, boolean first) {
        side = way;
        if (way.isPresent()) {
            return;
        }
        isFirst = first;
        peer = other;
        session = begun;
        if (framed()) {
            ctx.pipeline().addBefore(ctx.name(), null, new FrameEncoder());
        }
    }

    private boolean framed() {
        return kind == LegKind.TCP && peer.kind == LegKind.WEBSOCKET;
    }

    /** Forwards what was kept; what comes from now on is to be forwarded by the leg. */
    void start() {
        boolean framed = framed();
        if (framed) {
            // Not before now: what came while the leg was joining was kept as it came, and is to be cut once only.
            ctx.pipeline().addBefore(ctx.name(), null, new FrameDecoder(node.caps().maxMessageLength()));
        }
        early.giveTo(bytes -> {
            if (framed) {
                ctx.pipeline().fireChannelRead(bytes);
            } else {
                forward(bytes);
            }
        });
        flush();
        input.resume(LegInput.EARLY_BYTES);
    }

    void forward(ByteBuf bytes) {
        if (!peer.output.isOpen()) {
            // The other client has gone; what this one still sends is for nobody.
            bytes.release();
            return;
        }
        long waitNanos = session.forwarded(isFirst, bytes.readableBytes(), node.clock().getAsLong());
        peer.output.write(bytes);
        if (!peer.output.takesMore()) {
            session.direction(isFirst).heldUp(node.clock().getAsLong());
            input.pause(LegInput.BACK_PRESSURE);
        }
        if (waitNanos > 0) {
            node.events().throttled(waitNanos);
            input.pauseFor(LegInput.BANDWIDTH, waitNanos);
        }
    }

    /** What was forwarded is to leave now. */
    void flush() {
        peer.output.flush();
    }

    /** This leg takes more again, or it has gone: either way the other one is not held up by it. */
    void letPeerRead() {
        Splice other = peer;
        if (other != null) {
            other.leg.run(other::resume);
        }
    }

    private void resume() {
        if (session != null) {
            session.direction(isFirst).letGo(node.clock().getAsLong());
        }
        input.resume(LegInput.BACK_PRESSURE);
    }

    /** The client will send nothing more; so the other one is told, once it has all. */
    void inputEnded() {
        output.inputEnded();
        peer.output.endAfterWrites();
    }

    /** Something broke the connection, which will be closed. */
    void broke(Throwable cause) {
        if (session != null) {
            session.noteEnd(cause instanceof IOException ? EndReason.RESET : EndReason.MALFORMED);
        }
        side.ifPresent(Handover.Side::broke);
        if (!(cause instanceof IOException) && !(cause instanceof DecoderException)) {
            node.events().failed(cause);
        }
    }

    /** The connection is closed. */
    void closed() {
        early.release();
        side.ifPresent(Handover.Side::closed);
        if (session != null) {
            // What this side sent before is on its way, and arrives before the other side is closed.
            peer.output.closeAfterWrites();
            letPeerRead();
            session.legClosed(node);
        }
    }

    /** Whether Netty has no part in the session, so that the connection is to be given up. */
    boolean isToDetach() {
        return side.isPresent();
    }

    /** Gives the connection up, once all that was written to it has been sent; unless it closes before. */
    void detach(BooleanSupplier isOpen, Runnable detached) {
        input.pause(LegInput.HANDOVER);
        output.afterWrites().addListener(_ -> {
            if (isOpen.getAsBoolean()) {
                ctx.channel().deregister().addListener(done -> {
                    if (!done.isSuccess()) {
                        // The connection is still the channel's, whose event loop ends.
                        ctx.channel().close();
                    } else if (isOpen.getAsBoolean()) {
                        detached.run();
                        side.ifPresent(to -> to.detached(ctx.channel(), early));
                    }
                });
            }
        });
    }
}
