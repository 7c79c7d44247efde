package io.fairlead.protocol.frame;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToMessageEncoder;
import java.util.List;

/** Puts the shortest header before each payload, protocol section 2. The payload itself is not copied. */
@ChannelHandler.Sharable
public final class FrameEncoder extends MessageToMessageEncoder<ByteBuf> {
    private static final int MAX_HEADER_LENGTH = 4;

    /** One encoder serves any number of connections. */
    public FrameEncoder() {
        super(ByteBuf.class);
    }

    @Override
    protected void encode(ChannelHandlerContext ctx, ByteBuf payload, List<Object> out) {
        ByteBuf header = ctx.alloc().ioBuffer(MAX_HEADER_LENGTH);
        FrameHeader.write(header, payload.readableBytes());
        out.add(header);
        out.add(payload.retain());
    }
}
