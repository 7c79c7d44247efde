package io.fairlead.protocol.frame;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToMessageCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;

/**
 * One binary WebSocket message is one payload, protocol section 2. Text messages are dropped. Fragments have been put
 * together by an aggregator before this handler, and control frames have been answered.
 */
@ChannelHandler.Sharable
public final class WebSocketPayloadCodec extends MessageToMessageCodec<WebSocketFrame, ByteBuf> {
    /** One codec serves any number of connections. */
    public WebSocketPayloadCodec() {
        super(WebSocketFrame.class, ByteBuf.class);
    }

    @Override
    protected void encode(ChannelHandlerContext ctx, ByteBuf payload, List<Object> out) {
        out.add(new BinaryWebSocketFrame(payload.retain()));
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, WebSocketFrame frame, List<Object> out) {
        if (frame instanceof BinaryWebSocketFrame) {
            out.add(frame.content().retain());
        }
    }
}
