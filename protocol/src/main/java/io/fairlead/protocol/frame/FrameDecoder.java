package io.fairlead.protocol.frame;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Cuts a TCP stream into frames, protocol section 2. Passes on each payload as a {@link ByteBuf} that the next handler
 * releases; a zero-length frame, which is a heartbeat, is an empty one.
 *
 * <p>Memory grows with the bytes that arrive, never with the length that a header announces. A frame longer than is
 * accepted throws {@link FrameTooLongException}; what follows it is dropped, as the stream can't be cut any more.
 *
 * <p>With {@link #setSingleDecode single decode} one read passes on at most one frame, and removing the decoder gives
 * the rest to the next handler as it is: that is how a relay keeps the bytes behind the request.
 */
public final class FrameDecoder extends ByteToMessageDecoder {
    private final int maxPayloadLength;
    private boolean failed;

    /**
     * Makes a decoder for one connection.
     *
     * @param maxPayloadLength the longest payload accepted, 0 to {@link FrameHeader#MAX_PAYLOAD_LENGTH}, in bytes
     * @throws IllegalArgumentException when it is out of range
     */
    public FrameDecoder(int maxPayloadLength) {
        if (maxPayloadLength < 0 || maxPayloadLength > FrameHeader.MAX_PAYLOAD_LENGTH) {
            throw new IllegalArgumentException("maximum payload length: " + maxPayloadLength + " (expected: 0.."
                    + FrameHeader.MAX_PAYLOAD_LENGTH + ")");
        }
        this.maxPayloadLength = maxPayloadLength;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (failed) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (!in.isReadable()) {
            return;
        }
        int start = in.readerIndex();
        int headerLength = FrameHeader.headerLength(in.getByte(start));
        if (in.readableBytes() < headerLength) {
            return;
        }
        int payloadLength = FrameHeader.payloadLength(in, start, headerLength);
        if (payloadLength > maxPayloadLength) {
            failed = true;
            in.skipBytes(in.readableBytes());
            throw new FrameTooLongException(payloadLength, maxPayloadLength);
        }
        if (in.readableBytes() < headerLength + payloadLength) {
            return;
        }
        in.skipBytes(headerLength);
        out.add(in.readRetainedSlice(payloadLength));
    }
}
