package io.fairlead.relay.leg;

import io.fairlead.protocol.frame.FrameDecoder;
import io.fairlead.protocol.frame.FrameEncoder;
import io.fairlead.protocol.frame.MalformedMessageException;
import io.fairlead.protocol.frame.RendezvousMessageCodec;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import io.fairlead.protocol.net.Addresses;
import io.fairlead.relay.RelayEvents.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * One side of a session, protocol section 9. Everything here runs on the connection's event loop but for what says
 * otherwise.
 *
 * <ul>
 *   <li><b>awaiting</b> its request: the first frame decides.
 *   <li><b>admitting</b>: if only sessions are relayed that the rendezvous service has introduced, it is asked.
 *   <li><b>parked</b>: waits for the other leg. What it sends is kept, up to a bound; then it is not read any more.
 *   <li><b>joining</b>: the other leg is there; both get ready, each on its own event loop, before either forwards.
 *   <li><b>spliced</b>: what is read is written to the other leg, and reading stops while that one cannot take more.
 *   <li><b>closed</b>.
 * </ul>
 */
public final class RelayLeg extends ChannelInboundHandlerAdapter {
    private enum State {
        AWAITING, ADMITTING, PARKED, JOINING, SPLICED, CLOSED
    }

    private final RelayNode node;
    private final LegKind kind;
    private final Deque<ByteBuf> early = new ArrayDeque<>();
    private int earlyBytes;
    private State state = State.AWAITING;
    private ChannelHandlerContext ctx;
    private InetSocketAddress remote;
    private LegOutput output;
    private LegInput input;
    private String uuid = "";
    private String deviceId = "";
    private RelayLeg peer;
    private RelaySession session;

    /**
     * A leg that has said nothing yet.
     *
     * @param node what legs share
     * @param kind how it is connected
     */
    public RelayLeg(RelayNode node, LegKind kind) {
        this.node = node;
        this.kind = kind;
    }

    /** Where it comes from. Set before the leg is known to any other thread. */
    InetSocketAddress remote() {
        return remote;
    }

    /** For log and audit. Its parts don't change once the leg has asked for a session. */
    LegSummary summary() {
        return new LegSummary(remote, kind, deviceId);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        remote = Addresses.remote(context.channel());
        output = new LegOutput(context.channel(), kind);
        input = new LegInput(context.channel());
        context.executor()
                .schedule(this::requestDue, node.timeouts().request().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void requestDue() {
        if (state == State.AWAITING && ctx.channel().isActive()) {
            refuse(Refusal.NO_REQUEST);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        switch (state) {
            case AWAITING -> request(bytes);
            case ADMITTING, PARKED, JOINING -> keep(bytes);
            case SPLICED -> forward(bytes);
            case CLOSED -> bytes.release();
        }
    }

    private void request(ByteBuf bytes) {
        // The headers of a WebSocket may have told another address since the handler was made.
        remote = Addresses.remote(ctx.channel());
        RendezvousMessage message;
        if (bytes.readableBytes() > node.caps().maxRequestLength()) {
            // A message of a WebSocket may be as long as one of a session, and what it holds is kept while it waits.
            bytes.release();
            refuse(Refusal.MALFORMED);
            return;
        }
        try {
            message = RendezvousMessageCodec.read(bytes);
        } catch (MalformedMessageException e) {
            refuse(Refusal.MALFORMED);
            return;
        } finally {
            bytes.release();
        }
        RequestRelay request = message.getRequestRelay();
        if (!message.hasRequestRelay()) {
            refuse(Refusal.MALFORMED);
        } else if (!node.keys().admits(request.getLicenceKey())) {
            refuse(Refusal.LICENSE_MISMATCH);
        } else if (request.getUuid().isEmpty()) {
            refuse(Refusal.NO_UUID);
        } else if (node.blocklist().contains(remote.getAddress())) {
            refuse(Refusal.BLOCKED);
        } else if (node.sessions().draining() && !node.parked().holds(request.getUuid())) {
            refuse(Refusal.DRAINING);
        } else {
            uuid = request.getUuid();
            deviceId = request.getId();
            state = State.ADMITTING;
            if (kind == LegKind.TCP) {
                // What came behind the request in the same segment is the session's, and comes here as it is.
                ctx.pipeline().remove(FrameDecoder.class);
            }
            node.admission().admits(uuid).thenAccept(admitted -> {
                if (ctx.executor().inEventLoop()) {
                    admitted(admitted);
                } else {
                    run(() -> admitted(admitted));
                }
            });
        }
    }

    private void admitted(boolean yes) {
        if (state != State.ADMITTING) {
            return;
        }
        if (yes) {
            state = State.PARKED;
            meet();
        } else {
            refuse(Refusal.NOT_ANNOUNCED);
        }
    }

    private void refuse(Refusal reason) {
        state = State.CLOSED;
        node.events().refused(remote, reason);
        ctx.close();
    }

    private void meet() {
        switch (node.parked().meet(uuid, this)) {
            case ParkedLegs.Meeting.Parked _ ->
                ctx.executor()
                        .schedule(this::parkingDue, node.timeouts().parking().toMillis(), TimeUnit.MILLISECONDS);
            case ParkedLegs.Meeting.Full full -> refuse(full.reason());
            case ParkedLegs.Meeting.Paired paired -> {
                state = State.JOINING;
                RelayLeg first = paired.first();
                first.run(() -> first.metBy(this));
            }
        }
    }

    private void parkingDue() {
        if (state == State.PARKED && node.parked().leave(uuid, this)) {
            node.events().neverPaired(summary());
            ctx.close();
        }
    }

    /** Runs something on this leg's event loop, after what it has been given before. From any thread. */
    private void run(Runnable task) {
        try {
            ctx.channel().eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            // The relay stops, and this leg's loop was the first to end: its connection is closed already.
            state = State.CLOSED;
        }
    }

    /** First leg: the second is there. It parks itself instead when this one has gone in the meantime. */
    private void metBy(RelayLeg second) {
        if (state != State.PARKED) {
            node.parked().joined();
            second.run(second::meetAgain);
            return;
        }
        state = State.JOINING;
        RelaySession begun = node.sessions().begin(this, second);
        node.parked().joined();
        begun.review(node, node.clock().getAsLong());
        join(second, begun);
        second.run(() -> second.joinFirst(this, begun));
    }

    private void meetAgain() {
        if (state == State.JOINING) {
            state = State.PARKED;
            meet();
        }
    }

    private void joinFirst(RelayLeg first, RelaySession begun) {
        if (state == State.CLOSED) {
            // It closed before it knew of the session, so it counts as closed now.
            begun.noteEnd(EndReason.CLOSED);
            closedIn(begun);
            first.run(first::abandon);
            return;
        }
        join(first, begun);
        first.run(() -> {
            first.start();
            run(this::start);
        });
    }

    /** Makes this leg ready to be written to: with a WebSocket on the other side, payloads keep their borders. */
    private void join(RelayLeg other, RelaySession begun) {
        peer = other;
        session = begun;
        if (framed()) {
            ctx.pipeline().addBefore(ctx.name(), null, new FrameEncoder());
        }
    }

    private boolean framed() {
        return kind == LegKind.TCP && peer.kind == LegKind.WEBSOCKET;
    }

    private void start() {
        if (state != State.JOINING) {
            return;
        }
        state = State.SPLICED;
        boolean framed = framed();
        if (framed) {
            // Not before now: what came while the leg was joining was kept as it came, and is to be cut once only.
            ctx.pipeline().addBefore(ctx.name(), null, new FrameDecoder(node.caps().maxMessageLength()));
        }
        while (!early.isEmpty()) {
            ByteBuf bytes = early.poll();
            if (framed) {
                ctx.pipeline().fireChannelRead(bytes);
            } else {
                forward(bytes);
            }
        }
        peer.output.flush();
        input.resume(LegInput.EARLY_BYTES);
    }

    private void keep(ByteBuf bytes) {
        earlyBytes += bytes.readableBytes();
        early.add(bytes);
        if (earlyBytes >= node.caps().maxEarlyBytes()) {
            input.pause(LegInput.EARLY_BYTES);
        }
    }

    private void forward(ByteBuf bytes) {
        if (!peer.output.isOpen()) {
            // The other client has gone; what this one still sends is for nobody.
            bytes.release();
            return;
        }
        long waitNanos = session.forwarded(this, bytes.readableBytes(), node.clock().getAsLong());
        peer.output.write(bytes);
        if (!peer.output.takesMore()) {
            input.pause(LegInput.BACK_PRESSURE);
        }
        if (waitNanos > 0) {
            node.events().throttled();
            input.pauseFor(LegInput.BANDWIDTH, waitNanos);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (state == State.SPLICED) {
            peer.output.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        RelayLeg other = peer;
        if (other != null && context.channel().isWritable()) {
            other.run(() -> other.input.resume(LegInput.BACK_PRESSURE));
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded();
        }
    }

    /** The client will send nothing more. */
    private void inputEnded() {
        if (kind == LegKind.WEBSOCKET || state == State.AWAITING
                || state == State.ADMITTING || state == State.PARKED) {
            // Without a session, or without the close handshake, nothing is left to wait for.
            ctx.close();
        } else if (state == State.JOINING) {
            run(this::inputEnded);
        } else if (state == State.SPLICED) {
            output.inputEnded();
            peer.output.endAfterWrites();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (state == State.AWAITING && cause instanceof DecoderException) {
            refuse(Refusal.MALFORMED);
            return;
        }
        if (session != null) {
            session.noteEnd(cause instanceof IOException ? EndReason.RESET : EndReason.MALFORMED);
        }
        if (!(cause instanceof IOException) && !(cause instanceof DecoderException)) {
            node.events().failed(cause);
        }
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        State before = state;
        state = State.CLOSED;
        early.forEach(ByteBuf::release);
        early.clear();
        if (before == State.PARKED) {
            node.parked().leave(uuid, this);
        }
        if (session != null) {
            session.noteEnd(EndReason.CLOSED);
            // What this side sent before is on its way, and arrives before the other side is closed.
            RelayLeg other = peer;
            other.output.closeAfterWrites();
            other.run(() -> other.input.resume(LegInput.BACK_PRESSURE));
            closedIn(session);
        }
    }

    private void closedIn(RelaySession ended) {
        if (ended.legClosed()) {
            node.sessions().ended(ended);
        }
    }

    /** Closes the leg without waiting for what is to be written. From any thread. */
    void abandon() {
        ctx.channel().close();
    }
}
