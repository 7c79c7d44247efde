package io.fairlead.load.fleet;

import io.fairlead.load.bench.os.Address;
import io.fairlead.load.client.Target;
import io.fairlead.protocol.frame.FrameDecoder;
import io.fairlead.protocol.frame.FrameEncoder;
import io.fairlead.protocol.frame.RendezvousMessageCodec;
import io.fairlead.protocol.frame.WebSocketPayloadCodec;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Opens connections of clients to a rendezvous server, on event loops. Safe for use by any thread. */
final class Dialer implements AutoCloseable {
    private static final int LONGEST_MESSAGE = 64 * 1024;
    /** Protocol section 15. */
    private static final int CONNECT_MILLIS = 18_000;

    private final Target target;
    private final EventLoopGroup loops;
    private final Class<? extends SocketChannel> channel;
    private final FrameEncoder frames = new FrameEncoder();
    private final RendezvousMessageCodec messages = new RendezvousMessageCodec();
    private final WebSocketPayloadCodec payloads = new WebSocketPayloadCodec();

    private final ReadyWhenActive active = new ReadyWhenActive();

    /** Where nothing is to be agreed on first. */
    @ChannelHandler.Sharable
    private static final class ReadyWhenActive extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.fireChannelActive();
            context.fireUserEventTriggered(Talk.READY);
        }
    }

    Dialer(Target target, int threads) {
        this.target = target;
        boolean epoll = Epoll.isAvailable();
        this.channel = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
        this.loops = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("clients", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    EventLoopGroup loops() {
        return loops;
    }

    Target target() {
        return target;
    }

    /** Connects to port P. */
    ChannelFuture tcp(int from, Talk handler) {
        return tcp(target.rendezvous(), from, handler);
    }

    /** Connects to any port of frames. */
    ChannelFuture tcp(InetSocketAddress to, int from, Talk handler) {
        return connect(to, from, pipeline -> plain(pipeline, handler));
    }

    /** Connects to port P-1. */
    ChannelFuture natTest(int from, Talk handler) {
        return tcp(target.natTest(), from, handler);
    }

    private void plain(ChannelPipeline pipeline, Talk handler) {
        pipeline.addLast(new FrameDecoder(LONGEST_MESSAGE), frames, messages, active, handler);
    }

    /** Connects to port P and waits for the server's key; then it is ready. */
    ChannelFuture secured(int from, Talk handler) {
        byte[] key = Base64.getDecoder().decode(target.key());
        return connect(target.rendezvous(), from, pipeline -> pipeline.addLast(new FrameDecoder(LONGEST_MESSAGE),
                frames, new ClientSecurity(key), messages, handler));
    }

    /** Connects to port P+2. */
    ChannelFuture webSocket(int from, Talk handler) {
        URI at = target.rendezvousWebSocket();
        return connect(new InetSocketAddress(target.host(), at.getPort()), from, pipeline -> pipeline.addLast(
                new HttpClientCodec(),
                new HttpObjectAggregator(LONGEST_MESSAGE),
                new WebSocketClientProtocolHandler(WebSocketClientHandshakerFactory.newHandshaker(
                        at, WebSocketVersion.V13, null, false, new DefaultHttpHeaders(), LONGEST_MESSAGE)),
                payloads, messages, handler));
    }

    private ChannelFuture connect(InetSocketAddress to, int from, Consumer<ChannelPipeline> initializer) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .channel(channel)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        initializer.accept(connection.pipeline());
                    }
                });
        return from == 0
                ? bootstrap.connect(to)
                : bootstrap.connect(to, new Address(from, 0).socketAddress());
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
