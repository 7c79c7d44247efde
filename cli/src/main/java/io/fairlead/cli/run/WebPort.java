package io.fairlead.cli.run;

import io.fairlead.protocol.net.Addresses;
import io.fairlead.protocol.net.ConnectionGate;
import io.fairlead.protocol.net.ListeningSockets;
import io.fairlead.protocol.net.LogText;
import io.fairlead.protocol.net.NativeTransport;
import io.fairlead.protocol.net.ProxyHeaderHandler;
import io.fairlead.protocol.net.ProxyTrust;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One port for WebSockets of all kinds, by their path (protocol section 12), with TLS if a certificate is given: what
 * clients use that reach nothing but 443. On Java's own sockets, as a relay's legs need.
 */
final class WebPort implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebPort.class);

    /** What may wait for a slow reader before its sender is not read any more, in bytes. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    /** A WebSocket handshake is a few hundred bytes. */
    private static final int LONGEST_HANDSHAKE = 16 * 1024;

    private static final int HANDSHAKE_SECONDS = 15;

    private final ListeningSockets sockets;
    private final Optional<ReloadingTls> tls;
    private final InetSocketAddress address;

    /**
     * Listens.
     *
     * @param port    0 lets the system choose
     * @param bind    empty = all addresses
     * @param threads event loops; 0 = one per core
     * @param most    connections accepted at once
     * @param tls     empty = plain HTTP; closed with this
     * @param trust   whose word counts about where clients are
     * @param routes  adds the rest of the pipeline, by path
     * @throws io.fairlead.protocol.net.BindException when the port can't be had
     */
    WebPort(
            int port,
            Optional<InetAddress> bind,
            int threads,
            int most,
            Optional<ReloadingTls> tls,
            ProxyTrust trust,
            Map<String, Consumer<ChannelPipeline>> routes) {
        this.tls = tls;
        this.sockets = new ListeningSockets(NativeTransport.plain(), threads, "web", bind);
        ConnectionGate gate = new ConnectionGate(most, _ -> {}, WebPort::tooMany);
        ChannelInitializer<Channel> initializer = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(gate);
                ProxyHeaderHandler.install(
                        channel.pipeline(), trust, pipeline -> http(pipeline, routes), WebPort::untrusted);
            }
        };
        try {
            this.address = sockets.tcp(
                    "web (TCP)", port, new ListeningSockets.Accepting(initializer, true, WATER_MARK));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void http(ChannelPipeline pipeline, Map<String, Consumer<ChannelPipeline>> routes) {
        tls.ifPresent(certificate -> pipeline.addLast(
                certificate.context().newHandler(pipeline.channel().alloc())));
        pipeline.addLast(
                new HttpServerCodec(),
                new HttpObjectAggregator(LONGEST_HANDSHAKE),
                new ReadTimeoutHandler(HANDSHAKE_SECONDS, TimeUnit.SECONDS),
                new Router(routes));
    }

    private static void tooMany(InetSocketAddress from) {
        log.atDebug().addKeyValue("from", LogText.of(from)).log("one web connection too many");
    }

    private static void untrusted(InetSocketAddress from) {
        log.atDebug().addKeyValue("from", LogText.of(from)).log("untrusted proxy refused");
    }

    InetSocketAddress address() {
        return address;
    }

    long acceptFailures() {
        return sockets.acceptFailures();
    }

    boolean secured() {
        return tls.isPresent();
    }

    @Override
    public void close() {
        sockets.close();
        tls.ifPresent(ReloadingTls::close);
    }

    /** Chooses the rest of the pipeline by the path of the handshake. */
    private static final class Router extends SimpleChannelInboundHandler<FullHttpRequest> {
        private final Map<String, Consumer<ChannelPipeline>> routes;

        Router(Map<String, Consumer<ChannelPipeline>> routes) {
            super(FullHttpRequest.class, false);
            this.routes = routes;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            String path = request.uri().split("\\?", 2)[0];
            Consumer<ChannelPipeline> route = routes.get(path.replaceAll("/+$", ""));
            if (route == null) {
                request.release();
                ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND))
                        .addListener(ChannelFutureListener.CLOSE);
                return;
            }
            ctx.pipeline().remove(ReadTimeoutHandler.class);
            route.accept(ctx.pipeline());
            ctx.fireChannelRead(request);
            ctx.pipeline().remove(this);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // No HTTP, no TLS, or too slow: nobody to tell, as what comes here is not yet a client.
            log.atDebug()
                    .addKeyValue("from", LogText.of(Addresses.remote(ctx.channel())))
                    .addKeyValue("reason", cause.toString())
                    .log("web connection refused");
            ctx.close();
        }
    }
}
