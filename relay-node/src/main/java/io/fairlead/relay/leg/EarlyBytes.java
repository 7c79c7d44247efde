package io.fairlead.relay.leg;

import io.netty.buffer.ByteBuf;
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

    void release() {
        kept.forEach(ByteBuf::release);
        kept.clear();
    }
}
