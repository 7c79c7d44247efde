package io.fairlead.protocol.frame;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.fairlead.protocol.message.RendezvousMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToMessageCodec;
import java.io.IOException;
import java.util.List;

/**
 * Payloads to messages and back, protocol section 3. An empty payload is a {@link Heartbeat}. Fields that this version
 * does not know are kept in the message and written again with it. A payload that can't be read throws
 * {@link MalformedMessageException}.
 */
@ChannelHandler.Sharable
public final class RendezvousMessageCodec extends MessageToMessageCodec<ByteBuf, Object> {
    /** One codec serves any number of connections. */
    public RendezvousMessageCodec() {
        super(ByteBuf.class, Object.class);
    }

    @Override
    public boolean acceptOutboundMessage(Object message) {
        return message instanceof RendezvousMessage || message instanceof Heartbeat;
    }

    @Override
    protected void encode(ChannelHandlerContext ctx, Object message, List<Object> out) {
        out.add(message instanceof RendezvousMessage rendezvous
                ? write(rendezvous, ctx.alloc())
                : ctx.alloc().buffer(0, 0));
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf payload, List<Object> out) {
        out.add(payload.isReadable() ? read(payload) : Heartbeat.INSTANCE);
    }

    /**
     * Reads one message out of a whole payload, as a datagram is one.
     *
     * @param payload the readable bytes are the message; not released, its indices not moved
     * @return the message
     * @throws MalformedMessageException when the bytes are no message
     */
    public static RendezvousMessage read(ByteBuf payload) {
        try {
            return RendezvousMessage.parseFrom(payload.nioBuffer());
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessageException(payload.readableBytes());
        }
    }

    /**
     * Writes a message into a buffer of its own.
     *
     * @param message   what to write
     * @param allocator where the buffer comes from
     * @return a buffer that the caller releases
     */
    public static ByteBuf write(RendezvousMessage message, ByteBufAllocator allocator) {
        int length = message.getSerializedSize();
        ByteBuf buffer = allocator.ioBuffer(length, length);
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(buffer.internalNioBuffer(0, length));
            message.writeTo(out);
            out.flush();
        } catch (IOException e) {
            buffer.release();
            throw new IllegalStateException("a message does not fit its own size of " + length + " bytes", e);
        }
        return buffer.writerIndex(length);
    }
}
