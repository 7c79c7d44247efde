package io.fairlead.relay.leg;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What a leg sent before it was joined to the other. For the leg's event loop. */
final class EarlyBytes {
    private final Deque<ByteBuf> kept = new ArrayDeque<>();
    private int length;

    /** Keeps a buffer; answers how many bytes are kept now. */
    int keep(ByteBuf bytes) {
        length += bytes.readableBytes();
        kept.add(bytes);
        return length;
    }

    /** Gives all out, in order; what is not given out because the taker fails is still kept. */
    void giveTo(Consumer<ByteBuf> taker) {
        while (!kept.isEmpty()) {
            taker.accept(kept.poll());
        }
    }

    /** Gives all out as one buffer that has an address; the caller releases it. */
    ByteBuf together(ByteBufAllocator allocator) {
        int bytes = kept.stream().mapToInt(ByteBuf::readableBytes).sum();
        if (bytes == 0) {
            release();
            return Unpooled.EMPTY_BUFFER;
        }
        ByteBuf all = allocator.directBuffer(bytes);
        kept.forEach(all::writeBytes);
        release();
        return all;
    }

    void release() {
        kept.forEach(ByteBuf::release);
        kept.clear();
    }
}
