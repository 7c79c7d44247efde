package io.fairlead.relay.leg;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;

/**
 * What is written to a leg, by the other leg's event loop; the writes of one thread keep their order on their way to
 * the channel's own. Endings come after all that was written before them.
 */
final class LegOutput {
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

    /** Tells the client that nothing more comes, once all has been sent; it may go on sending itself. */
    void endAfterWrites() {
        if (kind == LegKind.WEBSOCKET) {
            closeAfterWrites();
            return;
        }
        afterWrites().addListener(_ -> {
            if (channel.isActive()) {
                ((DuplexChannel) channel).shutdownOutput();
            }
            outputEnded = true;
            closeWhenDone();
        });
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

    /** Closes the connection once all has been sent. */
    void closeAfterWrites() {
        ChannelFuture sent = kind == LegKind.WEBSOCKET
                ? channel.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE))
                : afterWrites();
        sent.addListener(ChannelFutureListener.CLOSE);
    }

    /** Done when all that was written before has been sent. Goes round the encoders, which would make a frame of it. */
    private ChannelFuture afterWrites() {
        ChannelHandlerContext first = channel.pipeline().firstContext();
        // A closed connection's pipeline is empty, and everything written to it has failed already.
        return first == null ? channel.newSucceededFuture() : first.writeAndFlush(Unpooled.EMPTY_BUFFER);
    }
}
