package io.fairlead.relay.peer;

import io.fairlead.cluster.relay.LegHolder;
import io.fairlead.protocol.address.HostPort;
import io.fairlead.relay.config.RelayPeering;
import io.fairlead.relay.leg.HopRequest;
import io.fairlead.relay.leg.PeerRelays;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/** Opens connections to other relays, each on the event loop of the client that it is for. */
public final class PeerDialler implements PeerRelays {
    /** Of an address without a port, which relays don't give: nobody listens there. */
    private static final int NO_PORT = 1;

    private final PeerProof proof;
    private final Duration timeout;
    private final int longestMessage;
    private final WriteBufferWaterMark waterMark;

    /**
     * A dialler for one relay.
     *
     * @param peering        the secret, and how long a handshake may take
     * @param longestMessage of a handshake, in bytes
     * @param waterMark      how many bytes may wait to be sent before a connection counts as not writable
     */
    public PeerDialler(RelayPeering peering, int longestMessage, WriteBufferWaterMark waterMark) {
        this.proof = new PeerProof(peering.secret());
        this.timeout = peering.handshakeTimeout();
        this.longestMessage = longestMessage;
        this.waterMark = waterMark;
    }

    @Override
    public CompletionStage<Outcome> reach(Channel client, LegHolder holder, HopRequest request) {
        PeerDial dial = new PeerDial(client, proof, holder.nodeId(), request);
        EventLoop loop = client.eventLoop();
        dial.start(timeout);
        try {
            HostPort at = HostPort.parse(holder.address(), NO_PORT);
            connect(loop, at, dial);
        } catch (IllegalArgumentException e) {
            dial.fail(Failure.UNREACHABLE);
        }
        return dial.outcome();
    }

    private void connect(EventLoop loop, HostPort at, PeerDial dial) {
        InetAddress literal;
        try {
            literal = InetAddress.ofLiteral(at.host());
        } catch (IllegalArgumentException e) {
            resolve(loop, at, dial);
            return;
        }
        connect(loop, new InetSocketAddress(literal, at.port()), dial);
    }

    /** The system's resolver waits for the network, which an event loop must not. */
    private void resolve(EventLoop loop, HostPort at, PeerDial dial) {
        Thread.ofVirtual().name("relay-peer-name").start(() -> {
            CompletableFuture<InetAddress> found = new CompletableFuture<>();
            try {
                found.complete(InetAddress.getByName(at.host()));
            } catch (UnknownHostException e) {
                found.completeExceptionally(e);
            }
            try {
                loop.execute(() -> {
                    if (found.isCompletedExceptionally()) {
                        dial.fail(Failure.UNREACHABLE);
                    } else {
                        connect(loop, new InetSocketAddress(found.join(), at.port()), dial);
                    }
                });
            } catch (RejectedExecutionException e) {
                // The relay stops; nobody waits any more.
                return;
            }
        });
    }

    private static Class<? extends SocketChannel> socket(EventLoop loop) {
        boolean epoll = loop instanceof IoEventLoop io && io.isCompatible(EpollIoHandle.class);
        return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    private void connect(EventLoop loop, InetSocketAddress at, PeerDial dial) {
        if (dial.outcome().isDone()) {
            return;
        }
        new Bootstrap()
                .group(loop)
                .channel(socket(loop))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(timeout.toMillis()))
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(PeerFrames.decoder(longestMessage), dial);
                    }
                })
                .connect(at)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        dial.fail(Failure.UNREACHABLE);
                    }
                });
    }
}
