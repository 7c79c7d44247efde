package io.fairlead.protocol.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.TransportProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads the header of the PROXY protocol (versions 1 and 2) that a connection may begin with, and lets the rest of the
 * pipeline be made when it is known where the client is. First in the pipeline, behind the gate.
 *
 * <p>A trusted proxy sends its header at once. Where it is optional and does not come for a short time, the connection
 * is a direct one: clients may wait for the server to speak first.
 */
public final class ProxyHeaderHandler extends ByteToMessageDecoder {
    private static final byte[] V1 = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] V2 = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};

    private static final long OPTIONAL_WAIT_MILLIS = 500;
    private static final long REQUIRED_WAIT_MILLIS = 5_000;

    private final ProxyTrust trust;
    private final Consumer<ChannelPipeline> rest;
    private final Consumer<InetSocketAddress> refused;
    private boolean trusted;
    private boolean begun;
    private boolean decided;

    /**
     * A handler for one connection.
     *
     * @param trust   who is trusted
     * @param rest    adds the rest of the pipeline
     * @param refused told who was refused
     */
    public ProxyHeaderHandler(ProxyTrust trust, Consumer<ChannelPipeline> rest, Consumer<InetSocketAddress> refused) {
        this.trust = trust;
        this.rest = rest;
        this.refused = refused;
    }

    /**
     * Adds a handler if there may be headers, or else the rest of the pipeline itself.
     *
     * @param pipeline where to
     * @param trust    who is trusted
     * @param rest     adds the rest of the pipeline
     * @param refused  told who was refused
     */
    public static void install(
            ChannelPipeline pipeline,
            ProxyTrust trust,
            Consumer<ChannelPipeline> rest,
            Consumer<InetSocketAddress> refused) {
        if (trust.header() == ProxyTrust.Header.OFF) {
            rest.accept(pipeline);
        } else {
            pipeline.addLast(new ProxyHeaderHandler(trust, rest, refused));
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        trusted = trust.trusts(Addresses.remote(ctx.channel()).getAddress());
        boolean required = trust.header() == ProxyTrust.Header.REQUIRED;
        if (required && !trusted) {
            refuse(ctx);
        } else if (trusted) {
            long wait = required ? REQUIRED_WAIT_MILLIS : OPTIONAL_WAIT_MILLIS;
            ctx.executor().schedule(() -> silent(ctx, required), wait, TimeUnit.MILLISECONDS);
        } else {
            // A header of a stranger changes nothing, so nothing needs to wait for it.
            proceed(ctx);
        }
    }

    private void silent(ChannelHandlerContext ctx, boolean required) {
        if (decided || !ctx.channel().isActive()) {
            return;
        }
        if (required || begun || actualReadableBytes() > 0) {
            refuse(ctx);
        } else {
            proceed(ctx);
            ctx.pipeline().remove(this);
        }
    }

    private void refuse(ChannelHandlerContext ctx) {
        decided = true;
        refused.accept(Addresses.remote(ctx.channel()));
        ctx.close();
    }

    /** Makes the rest, to which the connection is as good as new. */
    private void proceed(ChannelHandlerContext ctx) {
        decided = true;
        rest.accept(ctx.pipeline());
        ctx.fireChannelActive();
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (!ctx.channel().isActive()) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (mayBeHeader(in)) {
            if (in.readableBytes() >= V2.length || in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n') > 0) {
                header(ctx);
            }
        } else if (trusted && trust.header() == ProxyTrust.Header.REQUIRED) {
            in.skipBytes(in.readableBytes());
            refuse(ctx);
        } else {
            direct(ctx);
        }
    }

    private static boolean mayBeHeader(ByteBuf in) {
        return startsLike(in, V1) || startsLike(in, V2);
    }

    private static boolean startsLike(ByteBuf in, byte[] known) {
        int length = Math.min(in.readableBytes(), known.length);
        for (int i = 0; i < length; i++) {
            if (in.getByte(in.readerIndex() + i) != known[i]) {
                return false;
            }
        }
        return true;
    }

    private void direct(ChannelHandlerContext ctx) {
        if (!decided) {
            proceed(ctx);
        }
        // What has come goes on to the handlers behind.
        ctx.pipeline().remove(this);
    }

    private void header(ChannelHandlerContext ctx) {
        if (!trusted && trust.untrusted() == ProxyTrust.Untrusted.REFUSE) {
            refuse(ctx);
            return;
        }
        begun = true;
        ctx.pipeline().addAfter(ctx.name(), null, new HAProxyMessageDecoder());
        ctx.pipeline().addAfter(ctx.pipeline().context(HAProxyMessageDecoder.class).name(), null, new Reader());
        ctx.pipeline().remove(this);
    }

    /** Takes the one header that the decoder finds; what is none ends the connection. */
    private final class Reader extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (!(message instanceof HAProxyMessage header)) {
                ctx.fireChannelRead(message);
                return;
            }
            try {
                if (trusted) {
                    take(ctx, header);
                }
            } finally {
                header.release();
            }
            if (!decided) {
                proceed(ctx);
            }
            ctx.pipeline().remove(this);
        }

        private void take(ChannelHandlerContext ctx, HAProxyMessage header) {
            boolean speaksForAClient = header.command() == HAProxyCommand.PROXY
                    && header.proxiedProtocol().transportProtocol() == TransportProtocol.STREAM
                    && header.sourceAddress() != null;
            // Else it is the proxy itself, which looks whether we live.
            if (speaksForAClient && !header.sourceAddress().startsWith("/")) {
                InetAddress client = Addresses.canonical(InetAddress.ofLiteral(header.sourceAddress()));
                Addresses.remote(ctx.channel(), new InetSocketAddress(client, header.sourcePort()));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            refuse(ctx);
        }
    }
}
