package io.fairlead.relay.peer;

import io.fairlead.protocol.frame.FrameDecoder;
import io.fairlead.protocol.frame.FrameHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import java.security.SecureRandom;

/** How the handshake's messages go over a connection, and how they give way to the session's bytes. */
final class PeerFrames {
    private static final int HEADER = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PeerFrames() {}

    static byte[] nonce() {
        byte[] nonce = new byte[PeerMessages.NONCE_LENGTH];
        RANDOM.nextBytes(nonce);
        return nonce;
    }

    /** One frame at a time, so that what stands behind the last is left as it came. */
    static FrameDecoder decoder(int longest) {
        FrameDecoder decoder = new FrameDecoder(longest);
        decoder.setSingleDecode(true);
        return decoder;
    }

    static ByteBuf frame(Channel channel, byte[] message) {
        ByteBuf frame = channel.alloc().ioBuffer(HEADER + message.length);
        FrameHeader.write(frame, message.length);
        return frame.writeBytes(message);
    }

    /** The bytes of a frame, which is released. */
    static byte[] bytes(Object frame) {
        ByteBuf buffer = (ByteBuf) frame;
        try {
            return ByteBufUtil.getBytes(buffer);
        } finally {
            buffer.release();
        }
    }

    /** Takes the handshake out of the pipeline; what came behind it goes to the handler that is there then. */
    static void giveWay(ChannelPipeline pipeline, ChannelHandler handshake) {
        pipeline.remove(handshake);
        pipeline.remove(FrameDecoder.class);
    }
}
