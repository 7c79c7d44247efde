package io.fairlead.load.bench.drive;

import io.fairlead.protocol.frame.FrameHeader;
import io.fairlead.protocol.message.RendezvousMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** Messages as the bytes that go over a connection, protocol section 2. */
final class Frames {
    private Frames() {}

    static byte[] of(RendezvousMessage message) {
        byte[] payload = message.toByteArray();
        ByteBuf frame = Unpooled.buffer(payload.length + Integer.BYTES);
        FrameHeader.write(frame, payload.length);
        frame.writeBytes(payload);
        return ByteBufUtil.getBytes(frame);
    }
}
