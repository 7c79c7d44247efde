package io.fairlead.relay.net;

import io.fairlead.protocol.frame.FrameDecoder;
import io.fairlead.protocol.frame.WebSocketPayloadCodec;
import io.fairlead.protocol.net.ClientPorts;
import io.fairlead.protocol.net.ConnectionGate;
import io.fairlead.protocol.net.ConsoleDetector;
import io.fairlead.protocol.net.ForwardedHandler;
import io.fairlead.protocol.net.ProxyHeaderHandler;
import io.fairlead.protocol.net.ProxyTrust;
import io.fairlead.relay.RelayEvents.Refusal;
import io.fairlead.relay.leg.LegKind;
import io.fairlead.relay.leg.RelayLeg;
import io.fairlead.relay.leg.RelayNode;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The pipelines of TCP and WebSocket legs. */
public final class RelayPipeline {
    /** What may wait for a slow reader before its sender is not read any more, in bytes. */
    public static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    /** A WebSocket handshake is a few hundred bytes. */
    private static final int LONGEST_HANDSHAKE = 16 * 1024;

    private final RelayNode node;
    private final ConnectionGate gate;
    private final ProxyTrust proxies;
    private final ClientPorts ports = new ClientPorts();
    private final WebSocketPayloadCodec webSocketPayload = new WebSocketPayloadCodec();
    private volatile int open;

    /**
     * Pipelines of one node.
     *
     * @param node    what its legs share
     * @param proxies whose word counts about where clients are
     */
    public RelayPipeline(RelayNode node, ProxyTrust proxies) {
        this.node = node;
        this.proxies = proxies;
        this.gate = new ConnectionGate(
                node.caps().maxConnections(),
                this::connections,
                from -> node.events().refused(from, Refusal.TOO_MANY_CONNECTIONS));
    }

    private void connections(int now) {
        open = now;
        node.events().connections(now);
    }

    /**
     * Says how many connections of clients are open.
     *
     * @return as of the last that came or went
     */
    public int connections() {
        return open;
    }

    /**
     * Makes the pipelines of TCP connections.
     *
     * @param console makes a detector for the console's lines on loopback connections; empty = no console
     * @return the maker
     */
    public ChannelInitializer<Channel> tcp(Optional<Supplier<ConsoleDetector>> console) {
        return initializer(pipeline -> {
            if (ConsoleDetector.onLoopback(pipeline.channel())) {
                console.ifPresent(detector -> pipeline.addLast(detector.get()));
            }
            FrameDecoder request = new FrameDecoder(node.caps().maxRequestLength());
            request.setSingleDecode(true);
            pipeline.addLast(request, new RelayLeg(node, LegKind.TCP));
        });
    }

    /**
     * Makes the pipelines of WebSocket connections, on any path.
     *
     * @return the maker
     */
    public ChannelInitializer<Channel> webSocket() {
        return initializer(pipeline -> {
            pipeline.addLast(new HttpServerCodec(), new HttpObjectAggregator(LONGEST_HANDSHAKE));
            webSocketHandlers(pipeline);
        });
    }

    /**
     * Adds what a WebSocket leg needs.
     *
     * @param pipeline behind the handlers of HTTP
     */
    public void webSocketHandlers(ChannelPipeline pipeline) {
        WebSocketServerProtocolConfig config = WebSocketServerProtocolConfig.newBuilder()
                .websocketPath("/")
                .checkStartsWith(true)
                .allowExtensions(false)
                .maxFramePayloadLength(node.caps().maxMessageLength())
                .handshakeTimeoutMillis(node.timeouts().request().toMillis())
                .build();
        pipeline.addLast(
                new ForwardedHandler(proxies, ports, this::untrusted),
                new WebSocketServerProtocolHandler(config),
                new WebSocketFrameAggregator(node.caps().maxMessageLength()),
                webSocketPayload,
                new RelayLeg(node, LegKind.WEBSOCKET));
    }

    private void untrusted(InetSocketAddress from) {
        node.events().refused(from, Refusal.UNTRUSTED_PROXY);
    }

    private ChannelInitializer<Channel> initializer(Consumer<ChannelPipeline> rest) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(gate);
                ProxyHeaderHandler.install(channel.pipeline(), proxies, rest, RelayPipeline.this::untrusted);
            }
        };
    }
}
