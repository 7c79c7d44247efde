package io.fairlead.relay.leg;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.concurrent.TimeUnit;

/**
 * What is written to a leg, by the other leg's event loop; the writes of one thread keep their order on their way to
 * the channel's own. Endings come after all that was written before them.
 */
final class LegOutput {
    private static final long LINGER_SECONDS = 5;

    private final Channel channel;
    private final LegKind kind;

    // Of the channel's own event loop.
    private boolean inputEnded;
    private boolean outputEnded;

    LegOutput(Channel channel, LegKind kind) {
        this.channel = channel;
        this.kind = kind;
    }

    void write(ByteBuf bytes) {
        channel.write(bytes, channel.voidPromise());
    }

    void flush() {
        channel.flush();
    }

    boolean takesMore() {
        return channel.isWritable();
    }

    /** False once the connection has ended; what is written then would only fail. */
    boolean isOpen() {
        return channel.isActive();
    }

    /** Tells the client that nothing more comes, once all has been sent; it may go on sending itself. */
    void endAfterWrites() {
        if (kind == LegKind.WEBSOCKET) {
            closeAfterWrites();
            return;
        }
        afterWrites().addListener(_ -> endNow());
    }

    private void endNow() {
        if (channel.isActive()) {
            ((DuplexChannel) channel).shutdownOutput();
        }
        outputEnded = true;
        closeWhenDone();
    }

    /** The client has ended its own output. On the channel's event loop. */
    void inputEnded() {
        inputEnded = true;
        closeWhenDone();
    }

    private void closeWhenDone() {
        if (inputEnded && outputEnded) {
            channel.close();
        }
    }

    /**
     * Ends the connection once all has been sent: says so to the client, and closes when the client has answered by its
     * own end. Closing at once would make the kernel reset the connection if the client is still sending, and a reset
     * takes from the client what it has not read yet.
     */
    void closeAfterWrites() {
        ChannelFuture sent = kind == LegKind.WEBSOCKET
                ? channel.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE))
                : afterWrites().addListener(_ -> endNow());
        sent.addListener(_ -> channel.eventLoop()
                .schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS));
    }

    /** Done when all that was written before has been sent. Goes round the encoders, which would make a frame of it. */
    ChannelFuture afterWrites() {
        ChannelHandlerContext first = channel.pipeline().firstContext();
        // A closed connection's pipeline is empty, and everything written to it has failed already.
        return first == null ? channel.newSucceededFuture() : first.writeAndFlush(Unpooled.EMPTY_BUFFER);
    }
}
