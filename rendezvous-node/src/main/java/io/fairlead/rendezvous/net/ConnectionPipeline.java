package io.fairlead.rendezvous.net;

import io.fairlead.cluster.Transport;
import io.fairlead.protocol.crypto.ServerKeyPair;
import io.fairlead.protocol.frame.FrameDecoder;
import io.fairlead.protocol.frame.FrameEncoder;
import io.fairlead.protocol.frame.RendezvousMessageCodec;
import io.fairlead.protocol.frame.WebSocketPayloadCodec;
import io.fairlead.protocol.net.ClientPorts;
import io.fairlead.protocol.net.ConnectionGate;
import io.fairlead.protocol.net.ConsoleDetector;
import io.fairlead.protocol.net.ForwardedHandler;
import io.fairlead.protocol.net.ProxyHeaderHandler;
import io.fairlead.protocol.net.ProxyTrust;
import io.fairlead.rendezvous.config.Timeouts;
import io.fairlead.rendezvous.session.Services;
import io.fairlead.rendezvous.session.SessionEvents.Drop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The pipelines of TCP and WebSocket connections: from bytes to messages, then to the session. */
final class ConnectionPipeline {
    /** The name of the handler that ends silent connections. */
    static final String IDLENESS = "idleness";

    /** A WebSocket handshake is a few hundred bytes. */
    private static final int LONGEST_HANDSHAKE = 16 * 1024;

    private final ConnectionGate gate;
    private final Services services;
    private final int maxFrameLength;
    private final Timeouts timeouts;
    private final Optional<ServerKeyPair> serverKey;
    private final ProxyTrust proxies;
    private final ClientPorts ports = new ClientPorts();
    private final Consumer<Throwable> failed;
    private final FrameEncoder frameEncoder = new FrameEncoder();
    private final WebSocketPayloadCodec webSocketPayload = new WebSocketPayloadCodec();
    private final RendezvousMessageCodec messages = new RendezvousMessageCodec();

    ConnectionPipeline(
            ConnectionGate gate,
            Services services,
            int maxFrameLength,
            Timeouts timeouts,
            Optional<ServerKeyPair> serverKey,
            ProxyTrust proxies,
            Consumer<Throwable> failed) {
        this.gate = gate;
        this.services = services;
        this.maxFrameLength = maxFrameLength;
        this.timeouts = timeouts;
        this.serverKey = serverKey;
        this.proxies = proxies;
        this.failed = failed;
    }

    /** Clients may wait for a key exchange here. */
    ChannelInitializer<Channel> tcp() {
        return initializer(pipeline -> {
            frames(pipeline);
            if (serverKey.isPresent() && timeouts.keyExchangeWait().isPresent()) {
                pipeline.addLast(new KeyExchangeHandler(
                        serverKey.get(), timeouts.keyExchangeWait().get(), services.events()));
            }
            session(pipeline, Transport.TCP);
        });
    }

    /** Nobody waits for a key exchange here, and an operator who types slowly must not be sent one. */
    ChannelInitializer<Channel> natTest() {
        return initializer(this::plain);
    }

    /** Loopback connections may give the console's commands. */
    ChannelInitializer<Channel> natTestWithConsole(Supplier<ConsoleDetector> detector) {
        return initializer(pipeline -> {
            if (ConsoleDetector.onLoopback(pipeline.channel())) {
                pipeline.addLast(detector.get());
            }
            plain(pipeline);
        });
    }

    private void frames(ChannelPipeline pipeline) {
        pipeline.addLast(new FrameDecoder(maxFrameLength), frameEncoder);
    }

    private void plain(ChannelPipeline pipeline) {
        frames(pipeline);
        session(pipeline, Transport.TCP);
    }

    ChannelInitializer<Channel> webSocket() {
        return initializer(pipeline -> {
            pipeline.addLast(new HttpServerCodec(), new HttpObjectAggregator(LONGEST_HANDSHAKE));
            webSocketHandlers(pipeline);
        });
    }

    /** What a WebSocket needs behind the handlers of HTTP. */
    void webSocketHandlers(ChannelPipeline pipeline) {
        WebSocketServerProtocolConfig config = WebSocketServerProtocolConfig.newBuilder()
                .websocketPath("/")
                .checkStartsWith(true)
                .allowExtensions(false)
                .maxFramePayloadLength(maxFrameLength)
                .handshakeTimeoutMillis(timeouts.idleConnection().toMillis())
                .build();
        pipeline.addLast(
                new ForwardedHandler(proxies, ports, this::untrusted),
                new WebSocketServerProtocolHandler(config),
                new WebSocketFrameAggregator(maxFrameLength),
                webSocketPayload);
        session(pipeline, Transport.WEBSOCKET);
    }

    private void untrusted(InetSocketAddress from) {
        services.events().dropped(from, Drop.UNTRUSTED_PROXY);
    }

    private void session(ChannelPipeline pipeline, Transport transport) {
        // Behind the codec, so that only whole messages count: a frame sent byte by byte must not hold a connection.
        IdleStateHandler idleness = new IdleStateHandler(
                timeouts.idleConnection().toMillis(), 0, 0, TimeUnit.MILLISECONDS);
        pipeline.addLast(messages);
        pipeline.addLast(IDLENESS, idleness);
        pipeline.addLast(new ConnectionHandler(transport, services, timeouts.keepAlive(), failed));
    }

    private ChannelInitializer<Channel> initializer(Consumer<ChannelPipeline> rest) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(gate);
                ProxyHeaderHandler.install(channel.pipeline(), proxies, rest, ConnectionPipeline.this::untrusted);
            }
        };
    }
}
