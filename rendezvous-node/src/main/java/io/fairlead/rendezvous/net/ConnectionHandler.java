package io.fairlead.rendezvous.net;

import io.fairlead.cluster.Transport;
import io.fairlead.protocol.frame.FrameTooLongException;
import io.fairlead.protocol.frame.MalformedMessageException;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.net.Addresses;
import io.fairlead.rendezvous.session.ConnectionSession;
import io.fairlead.rendezvous.session.Services;
import io.fairlead.rendezvous.session.SessionEvents.Drop;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/** The end of a connection's pipeline: gives messages to its session, and decides what mistakes end it. */
final class ConnectionHandler extends SimpleChannelInboundHandler<Object> {
    private final Transport transport;
    private final Services services;
    private final Duration keepAlive;
    private final Consumer<Throwable> failed;
    private InetSocketAddress remote;
    private ConnectionSession session;

    ConnectionHandler(Transport transport, Services services, Duration keepAlive, Consumer<Throwable> failed) {
        super(Object.class);
        this.transport = transport;
        this.services = services;
        this.keepAlive = keepAlive;
        this.failed = failed;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        remote = Addresses.remote(ctx.channel());
    }

    /** Not before something comes: the headers of a WebSocket may tell another address. */
    private ConnectionSession session(ChannelHandlerContext ctx) {
        if (session == null) {
            remote = Addresses.remote(ctx.channel());
            session = new ConnectionSession(
                    new NettyConnection(ctx.channel(), remote, transport, keepAlive,
                            () -> services.events().dropped(remote, Drop.NOT_READING)),
                    services);
        }
        return session;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Object message) {
        // Anything else is a heartbeat, which keeps the connection and asks for nothing.
        if (message instanceof RendezvousMessage rendezvous) {
            session(ctx).on(rendezvous);
        }
    }

    /** Who does not read the answers is not asked for more questions, as the answers would pile up here. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (session != null) {
            ctx.channel().config().setAutoRead(ctx.channel().isWritable());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (session != null) {
            session.closed();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (cause) {
            case FrameTooLongException _,TooLongFrameException _ -> services.events().dropped(remote, Drop.TOO_LONG);
            case MalformedMessageException _,DecoderException _ ->
                services.events().dropped(remote, Drop.MALFORMED);
            case IOException _ -> {} // The client went away; channelInactive follows.
            default -> failed.accept(cause);
        }
        ctx.close();
    }
}
