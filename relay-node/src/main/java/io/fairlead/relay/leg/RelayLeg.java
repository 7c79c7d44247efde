package io.fairlead.relay.leg;

import io.fairlead.cluster.relay.Claim;
import io.fairlead.protocol.frame.FrameDecoder;
import io.fairlead.protocol.net.Addresses;
import io.fairlead.relay.RelayEvents.Refusal;
import io.fairlead.relay.leg.PeerRelays.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * One side of a session, protocol section 9. Everything here runs on the connection's event loop but for what says
 * otherwise.
 *
 * <ul>
 *   <li><b>awaiting</b> its request: the first frame decides.
 *   <li><b>admitting</b>: if only sessions are relayed that the rendezvous service has introduced, it is asked.
 *   <li><b>parked</b>: waits for the other leg. What it sends is kept, up to a bound; then it is not read any more.
 *   <li><b>hopping</b>: another relay was first to claim the session, and is asked for the leg that it holds. If that
 *       comes to nothing the leg is parked again, for what is left of its time.
 *   <li><b>joining</b>: the other leg is there; both get ready, each on its own event loop, before either forwards.
 *   <li><b>spliced</b>: what is read is written to the other leg, and reading stops while that one cannot take more.
 *   <li><b>detached</b>: instead of that, the connection has been given up to a session that Netty has no part in.
 *   <li><b>closed</b>.
 * </ul>
 *
 * <p>A session whose legs are on two relays has a connection between them, which is a TCP leg on both: at the first
 * leg's relay the second one, and at the other relay what the client's leg is joined to. Both begin as joining, so that
 * neither ever parks or hops.
 */
public final class RelayLeg extends ChannelInboundHandlerAdapter {
    private enum State {
        AWAITING, ADMITTING, PARKED, HOPPING, JOINING, SPLICED, DETACHED, CLOSED
    }

    private final RelayNode node;
    private final LegKind kind;
    private final Optional<Arrival> arrival;
    private final Hop hop;
    private State state;
    private boolean claimAnswered;
    private boolean endedEarly;
    private ChannelHandlerContext ctx;
    private String uuid = "";
    private LegSummary client;
    private Splice splice;
    private Patience patience;

    /**
     * A client's leg that has said nothing yet.
     *
     * @param node what legs share
     * @param kind how it is connected
     */
    public RelayLeg(RelayNode node, LegKind kind) {
        this.node = node;
        this.kind = kind;
        this.state = State.AWAITING;
        this.arrival = Optional.empty();
        this.hop = new Hop(node, this);
    }

    /** A connection between relays: TCP, whatever the client's is. */
    private RelayLeg(RelayNode node, HopRequest request, Optional<Arrival> arrival) {
        this.node = node;
        this.kind = LegKind.TCP;
        this.state = State.JOINING;
        this.uuid = request.uuid();
        this.client = request.client();
        this.arrival = arrival;
        this.hop = new Hop(node, this);
    }

    /**
     * The connection by which another relay brings a second leg. To be followed by {@link #arrive}, once the handler is
     * in its pipeline.
     *
     * @param node    what legs share
     * @param request what the other relay told
     * @param arrival waits for what becomes of it
     * @return the leg
     */
    public static RelayLeg fromPeer(RelayNode node, HopRequest request, Arrival arrival) {
        return new RelayLeg(node, request, Optional.of(arrival));
    }

    /** The connection by which a client's leg reaches the relay that holds the other one. */
    static RelayLeg toPeer(RelayNode node, HopRequest request) {
        return new RelayLeg(node, request, Optional.empty());
    }

    /** Where the client is. Set before the leg is known to any other thread. */
    InetSocketAddress remote() {
        return client.from();
    }

    /** For log and audit. Does not change once the leg has asked for a session. */
    LegSummary summary() {
        return client;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        splice = new Splice(node, this, kind, context);
        patience = new Patience(node, context);
        if (state == State.AWAITING) {
            client = new LegSummary(Addresses.remote(context.channel()), kind, "");
            patience.forRequest(this::requestDue);
        }
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
            case ADMITTING, PARKED, HOPPING, JOINING -> splice.keep(bytes);
            case SPLICED -> splice.forward(bytes);
            case DETACHED, CLOSED -> bytes.release();
        }
    }

    private void request(ByteBuf bytes) {
        // The headers of a WebSocket may have told another address since the handler was made.
        InetSocketAddress from = Addresses.remote(ctx.channel());
        client = new LegSummary(from, kind, "");
        SessionRequest request;
        try {
            request = SessionRequest.of(bytes, from, node);
        } finally {
            bytes.release();
        }
        switch (request) {
            case SessionRequest.Refused refused -> refuse(refused.reason());
            case SessionRequest.Asked asked -> {
                patience.end();
                uuid = asked.uuid();
                client = new LegSummary(from, kind, asked.deviceId());
                state = State.ADMITTING;
                if (kind == LegKind.TCP) {
                    // What came behind the request in the same segment is the session's, and comes here as it is.
                    ctx.pipeline().remove(FrameDecoder.class);
                }
                node.admission().admits(uuid).thenAccept(yes -> run(() -> admitted(yes)));
            }
        }
    }

    private void admitted(boolean yes) {
        if (state != State.ADMITTING) {
            return;
        }
        if (yes) {
            meet();
        } else {
            refuse(Refusal.NOT_ANNOUNCED);
        }
    }

    /** Closes it without a session. */
    void refuse(Refusal reason) {
        state = State.CLOSED;
        node.events().refused(remote(), reason);
        ctx.close();
    }

    /** Asks for the other leg here, and waits for it. */
    void meet() {
        state = State.PARKED;
        claimAnswered = false;
        switch (node.parked().meet(uuid, this)) {
            case ParkedLegs.Meeting.Parked _ -> patience.forSecond(this::parkingDue);
            case ParkedLegs.Meeting.Full full -> refuse(full.reason());
            case ParkedLegs.Meeting.Paired paired -> joinTo(paired.first());
        }
    }

    private void joinTo(RelayLeg first) {
        state = State.JOINING;
        first.run(() -> first.metBy(this));
    }

    private void parkingDue() {
        if (state == State.PARKED && node.parked().leave(uuid, this)) {
            node.events().neverPaired(summary());
            ctx.close();
        }
    }

    /** Runs something on this leg's event loop, after what it has been given before. From any thread. */
    void run(Runnable task) {
        try {
            ctx.channel().eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            // The relay stops, and this leg's loop was the first to end: its connection is closed already.
            state = State.CLOSED;
        }
    }

    /** Who has the claim to the session, now that this leg is parked. From any thread. */
    void claimed(Claim answer) {
        run(() -> {
            if (state != State.PARKED) {
                return;
            }
            if (!hop.follows(answer, new HopRequest(uuid, client))) {
                claimAnswered = true;
                if (endedEarly) {
                    ctx.close();
                }
            }
        });
    }

    /** The leg is on its way to another relay. */
    void setOut() {
        state = State.HOPPING;
    }

    /** Its connection. */
    Channel channel() {
        return ctx.channel();
    }

    /** Whether its connection carries the session's bytes and nothing else. */
    boolean isPlain() {
        return kind == LegKind.TCP;
    }

    /** False once the client has gone, of which those who wait for its end hear before the handlers do. */
    boolean isHopping() {
        return state == State.HOPPING && ctx.channel().isActive();
    }

    /** The other relay holds the first leg, and this connection leads there, on the same event loop. */
    void joinPeer(RelayLeg relay) {
        state = State.JOINING;
        RelaySession begun = node.sessions().beginHop(this, relay);
        joinSecond(relay, begun);
    }

    /**
     * A leg that another relay has brought asks for the one that is parked here. It is joined or refused: parking it
     * could make a second hop of it.
     */
    public void arrive() {
        node.parked().take(uuid).ifPresentOrElse(this::joinTo, () -> {
            // The claim that has led it here is a leg's that has gone, and may not be given up yet.
            node.parked().releaseUnlessParked(uuid);
            state = State.CLOSED;
            arrival.ifPresent(waiting -> waiting.refused(Failure.NOT_PARKED));
        });
    }

    /** First leg: the second is there. It parks itself instead when this one has gone in the meantime. */
    private void metBy(RelayLeg second) {
        if (state != State.PARKED) {
            second.run(second::meetAgain);
            return;
        }
        state = State.JOINING;
        RelaySession begun = node.sessions().begin(this, second);
        node.parked().arrived();
        joinSecond(second, begun);
    }

    private void meetAgain() {
        if (state == State.JOINING) {
            arrival.ifPresentOrElse(_ -> arrive(), this::meet);
        }
        node.parked().arrived();
    }

    /** First leg: it gets ready, and the second after it. */
    private void joinSecond(RelayLeg second, RelaySession begun) {
        begun.review(node, node.clock().getAsLong());
        Optional<Handover> way = Handover.of(node, begun, this, second);
        splice.join(second.splice, begun, way.map(both -> both.side(true)), true);
        second.run(() -> second.joinFirst(this, begun, way.map(both -> both.side(false))));
    }

    private void joinFirst(RelayLeg first, RelaySession begun, Optional<Handover.Side> way) {
        if (state == State.CLOSED) {
            // It closed before it knew of the session, so it counts as closed now.
            way.ifPresentOrElse(Handover.Side::closed, () -> begun.legClosed(node));
            first.run(first::abandon);
            return;
        }
        arrival.ifPresent(Arrival::accepted);
        splice.join(first.splice, begun, way, false);
        first.run(() -> {
            first.start();
            run(this::start);
        });
    }

    private void start() {
        if (state != State.JOINING) {
            return;
        }
        if (splice.isToDetach()) {
            splice.detach(() -> state == State.JOINING, () -> {
                state = State.DETACHED;
                patience.end();
            });
            return;
        }
        state = State.SPLICED;
        splice.start();
        if (endedEarly) {
            inputEnded();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (state == State.SPLICED) {
            splice.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            splice.letPeerRead();
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
        if (kind == LegKind.WEBSOCKET) {
            // Without the close handshake, nothing is left to wait for.
            ctx.close();
            return;
        }
        switch (state) {
            case AWAITING, CLOSED -> ctx.close();
            case PARKED -> {
                // Until the claim is answered the leg may be a second, which has a right to end after it has sent.
                endedEarly = true;
                if (claimAnswered) {
                    ctx.close();
                }
            }
            case ADMITTING, HOPPING, JOINING, DETACHED -> endedEarly = true;
            case SPLICED -> splice.inputEnded();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (state == State.AWAITING && cause instanceof DecoderException) {
            refuse(Refusal.MALFORMED);
            return;
        }
        splice.broke(cause);
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        State before = state;
        state = State.CLOSED;
        if (before == State.PARKED) {
            node.parked().leave(uuid, this);
        }
        splice.closed();
    }

    /** Closes the leg without waiting for what is to be written. From any thread. */
    void abandon() {
        run(() -> {
            // A connection that has been given up is not the channel's to close.
            if (state != State.DETACHED) {
                ctx.channel().close();
            }
        });
    }
}
