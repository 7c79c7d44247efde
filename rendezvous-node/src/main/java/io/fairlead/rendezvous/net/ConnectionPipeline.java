package io.fairlead.rendezvous.net;

import io.fairlead.cluster.peer.Transport;
import io.fairlead.protocol.frame.FrameDecoder;
import io.fairlead.protocol.frame.FrameEncoder;
import io.fairlead.protocol.frame.RendezvousMessageCodec;
import io.fairlead.protocol.frame.WebSocketPayloadCodec;
import io.fairlead.protocol.net.ConsoleDetector;
import io.fairlead.rendezvous.session.Services;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The pipelines of TCP and WebSocket connections: from bytes to messages, then to the session. */
final class ConnectionPipeline {
    /** A WebSocket handshake is a few hundred bytes. */
    private static final int LONGEST_HANDSHAKE = 16 * 1024;

    private final ConnectionGate gate;
    private final Services services;
    private final int maxFrameLength;
    private final Duration idle;
    private final Consumer<Throwable> failed;
    private final FrameEncoder frameEncoder = new FrameEncoder();
    private final WebSocketPayloadCodec webSocketPayload = new WebSocketPayloadCodec();
    private final RendezvousMessageCodec messages = new RendezvousMessageCodec();

    ConnectionPipeline(
            ConnectionGate gate, Services services, int maxFrameLength, Duration idle, Consumer<Throwable> failed) {
        this.gate = gate;
        this.services = services;
        this.maxFrameLength = maxFrameLength;
        this.idle = idle;
        this.failed = failed;
    }

    ChannelInitializer<Channel> tcp() {
        return initializer(this::tcp);
    }

    /** Loopback connections may give the console's commands. */
    ChannelInitializer<Channel> tcpWithConsole(Supplier<ConsoleDetector> detector) {
        return initializer(pipeline -> {
            if (ConsoleDetector.onLoopback(pipeline.channel())) {
                pipeline.addLast(detector.get());
            }
            tcp(pipeline);
        });
    }

    private void tcp(ChannelPipeline pipeline) {
        pipeline.addLast(new FrameDecoder(maxFrameLength), frameEncoder);
        session(pipeline, Transport.TCP);
    }

    ChannelInitializer<Channel> webSocket() {
        WebSocketServerProtocolConfig config = WebSocketServerProtocolConfig.newBuilder()
                .websocketPath("/")
                .checkStartsWith(true)
                .allowExtensions(false)
                .maxFramePayloadLength(maxFrameLength)
                .handshakeTimeoutMillis(idle.toMillis())
                .build();
        return initializer(pipeline -> {
            pipeline.addLast(
                    new HttpServerCodec(),
                    new HttpObjectAggregator(LONGEST_HANDSHAKE),
                    new WebSocketServerProtocolHandler(config),
                    new WebSocketFrameAggregator(maxFrameLength),
                    webSocketPayload);
            session(pipeline, Transport.WEBSOCKET);
        });
    }

    private void session(ChannelPipeline pipeline, Transport transport) {
        // Behind the codec, so that only whole messages count: a frame sent byte by byte must not hold a connection.
        IdleStateHandler idleness = new IdleStateHandler(idle.toMillis(), 0, 0, TimeUnit.MILLISECONDS);
        pipeline.addLast(messages, idleness, new ConnectionHandler(transport, services, failed));
    }

    private ChannelInitializer<Channel> initializer(Consumer<ChannelPipeline> rest) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(gate);
                rest.accept(channel.pipeline());
            }
        };
    }
}
