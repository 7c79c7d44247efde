package io.fairlead.protocol.net;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * Looks at the headers of a WebSocket's handshake for where the client is, and steps out of the pipeline. Before the
 * WebSocket's handlers, behind those of HTTP.
 */
public final class ForwardedHandler extends ChannelInboundHandlerAdapter {
    private static final String REAL_IP = "X-Real-IP";
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final ProxyTrust trust;
    private final ClientPorts ports;
    private final Consumer<InetSocketAddress> refused;

    /**
     * A handler for one connection.
     *
     * @param trust   who is trusted
     * @param ports   of the node
     * @param refused told who was refused for a header that it is not trusted with
     */
    public ForwardedHandler(ProxyTrust trust, ClientPorts ports, Consumer<InetSocketAddress> refused) {
        this.trust = trust;
        this.ports = ports;
        this.refused = refused;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof FullHttpRequest request)) {
            ctx.fireChannelRead(message);
            return;
        }
        InetSocketAddress peer = Addresses.remote(ctx.channel());
        HttpHeaders headers = request.headers();
        boolean claims = headers.contains(REAL_IP) || headers.contains(FORWARDED_FOR);
        if (claims && trust.untrusted() == ProxyTrust.Untrusted.REFUSE && !trust.trusts(peer.getAddress())) {
            request.release();
            refused.accept(peer);
            ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.FORBIDDEN))
                    .addListener(ChannelFutureListener.CLOSE);
            return;
        }
        ForwardedFor.client(peer.getAddress(), trust, headers.getAll(REAL_IP), headers.getAll(FORWARDED_FOR))
                .ifPresent(client -> Addresses.remote(
                        ctx.channel(), ports.take(client, peer.getPort(), ctx.channel())));
        ctx.fireChannelRead(request);
        ctx.pipeline().remove(this);
    }
}
