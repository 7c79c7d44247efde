package io.fairlead.load.fleet;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;

/** A client's side of a connection of whatever kind: hears when it may speak, and what is said. */
abstract class Talk extends SimpleChannelInboundHandler<Object> {
    /** The event after which messages may be sent; WebSocket has one of its own. */
    static final Object READY = new Object() {
        @Override
        public String toString() {
            return "READY";
        }
    };

    Talk() {
        super(Object.class);
    }

    /** It may speak. */
    abstract void ready(ChannelHandlerContext context);

    @Override
    public final void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == READY || event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            ready(context);
        }
    }

    /** A reset, or what cannot be read: the connection is of no use any more. */
    @Override
    public final void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
