package io.fairlead.protocol.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Tells a console's line from a client's frame on a loopback connection, protocol section 14.
 *
 * <p>A line starts with a known word, then a blank, the line's end, or silence. A frame does not: behind its header
 * comes a message's first tag, which is neither. The handler keeps what comes until it knows, which for a client is the
 * first read, and then steps out of the pipeline.
 */
public final class ConsoleDetector extends ChannelInboundHandlerAdapter {
    /** A line is typed or piped at once; a client that starts like one is slowed down by this once. */
    private static final long SILENCE_MILLIS = 200;

    private static final int LONGEST_LINE = 4096;

    private final Set<String> words;
    private final Function<String, CompletionStage<String>> console;
    private ByteBuf kept = Unpooled.EMPTY_BUFFER;
    private int reads;
    private boolean closesWithInput;
    private boolean answered;

    /**
     * A detector for one connection.
     *
     * @param words   what a line may start with, in lower case
     * @param console carries a line out; called on the event loop, may answer on any thread
     */
    public ConsoleDetector(Set<String> words, Function<String, CompletionStage<String>> console) {
        this.words = words;
        this.console = console;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        // An operator's tool may end its side before it reads.
        closesWithInput = !Boolean.TRUE.equals(ctx.channel().config().getOption(ChannelOption.ALLOW_HALF_CLOSURE));
        ctx.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent && !answered) {
            decide(ctx);
            if (!answered && closesWithInput) {
                ctx.close();
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (answered) {
            ((ByteBuf) message).release();
            return;
        }
        kept = Unpooled.wrappedBuffer(kept, (ByteBuf) message);
        reads++;
        String text = kept.toString(StandardCharsets.US_ASCII);
        if (!mayBeLine(text) || text.length() > LONGEST_LINE) {
            stepOut(ctx);
        } else if (text.indexOf('\n') >= 0) {
            answer(ctx, text);
        } else {
            int before = reads;
            ctx.executor().schedule(() -> afterSilence(ctx, before), SILENCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private boolean mayBeLine(String text) {
        String word = word(text);
        return word.length() == text.length()
                ? words.stream().anyMatch(known -> known.startsWith(word))
                : words.contains(word);
    }

    /** What stands before the first blank or line's end. */
    private static String word(String text) {
        int end = 0;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end);
    }

    private void afterSilence(ChannelHandlerContext ctx, int before) {
        if (ctx.isRemoved() || answered || reads != before) {
            return;
        }
        decide(ctx);
    }

    /** Nothing more comes, so what has come is all there is to go by. */
    private void decide(ChannelHandlerContext ctx) {
        String text = kept.toString(StandardCharsets.US_ASCII);
        if (words.contains(word(text))) {
            answer(ctx, text);
        } else {
            stepOut(ctx);
        }
    }

    private void answer(ChannelHandlerContext ctx, String line) {
        answered = true;
        ctx.channel().config().setAutoRead(false);
        console.apply(line).whenComplete((shown, failure) -> {
            if (failure == null) {
                ctx.writeAndFlush(Unpooled.copiedBuffer(shown, StandardCharsets.UTF_8))
                        .addListener(ChannelFutureListener.CLOSE);
            } else {
                ctx.fireExceptionCaught(failure);
                ctx.close();
            }
        });
    }

    private void stepOut(ChannelHandlerContext ctx) {
        ByteBuf bytes = kept;
        kept = Unpooled.EMPTY_BUFFER;
        if (closesWithInput) {
            ctx.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
        }
        ctx.fireChannelRead(bytes);
        ctx.fireChannelReadComplete();
        ctx.pipeline().remove(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        kept.release();
    }

    /**
     * Says whether a connection comes from this very machine by its loopback address; a client behind a proxy here
     * does not.
     *
     * @param channel a connection
     * @return true when both ends are loopback addresses
     */
    public static boolean onLoopback(Channel channel) {
        return channel.localAddress() instanceof InetSocketAddress local
                && Addresses.remote(channel).getAddress().isLoopbackAddress()
                && local.getAddress().isLoopbackAddress();
    }
}
