package io.fairlead.rendezvous.net;

import io.fairlead.rendezvous.config.RendezvousConfig;
import io.fairlead.rendezvous.console.RendezvousConsole;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The sockets of one node. Where the system can share a port, each event loop receives on its own socket and the kernel
 * spreads clients over them; a device stays with one socket, and its pushes leave from there.
 */
public final class Listeners implements AutoCloseable {
    /** The largest datagram that a client sends is a RegisterPk of a few hundred bytes. */
    private static final int LARGEST_DATAGRAM = 2048;

    private static final int BACKLOG = 4096;

    private final NativeTransport transport;
    private final EventLoopGroup loops;
    private final int threads;
    private final List<Channel> channels = new ArrayList<>();
    private BoundAddresses bound;

    private Listeners(RendezvousConfig config) {
        this.transport = NativeTransport.best();
        this.threads = config.ioThreads() == 0 ? Runtime.getRuntime().availableProcessors() : config.ioThreads();
        this.loops = transport.group(threads);
    }

    /**
     * Binds all ports.
     *
     * @param config   where to listen
     * @param handlers what gets the input
     * @return the open sockets
     * @throws BindException when a port can't be had; nothing stays open
     */
    public static Listeners open(RendezvousConfig config, Handlers handlers) {
        Listeners listeners = new Listeners(config);
        try {
            listeners.bind(config, handlers);
            return listeners;
        } catch (BindException e) {
            listeners.close();
            throw e;
        }
    }

    private void bind(RendezvousConfig config, Handlers handlers) {
        ConnectionGate gate = new ConnectionGate(
                config.limits().maxConnections(), handlers.services().events());
        ConnectionPipeline pipeline = new ConnectionPipeline(
                gate,
                handlers.services(),
                config.limits().maxFrameLength(),
                config.timeouts().idleConnection(),
                handlers.failed());
        DatagramHandler datagrams = new DatagramHandler(
                handlers.registrations(), handlers.queries(), handlers.services().events(), handlers.failed());
        ChannelHandler natTest = handlers.console()
                .<ChannelHandler>map(console -> pipeline.tcpWithConsole(
                        () -> new ConsoleDetector(RendezvousConsole.words(), console::run)))
                .orElseGet(pipeline::tcp);

        InetSocketAddress main = bindTcp("TCP", local(config, config.ports().main()), pipeline.tcp());
        bindUdp(local(config, main.getPort()), config.receiveBuffer(), datagrams);
        InetSocketAddress second = bindTcp("NAT test (TCP)", local(config, config.ports().natTest()), natTest);
        InetSocketAddress webSocket = bindTcp("WebSocket", local(config, config.ports().webSocket()),
                pipeline.webSocket());
        bound = new BoundAddresses(main, second, webSocket);
    }

    private static InetSocketAddress local(RendezvousConfig config, int port) {
        return config.bind()
                .map(address -> new InetSocketAddress(address, port))
                .orElseGet(() -> new InetSocketAddress(port));
    }

    private InetSocketAddress bindTcp(String what, InetSocketAddress wanted, ChannelHandler initializer) {
        refuseSharedTcp(what, wanted);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(transport.serverSocket())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(initializer);
        if (transport.sharesPorts()) {
            bootstrap.option(UnixChannelOption.SO_REUSEPORT, true);
        }
        InetSocketAddress address = wanted;
        for (int i = 0; i < sockets(); i++) {
            Channel channel = opened(what, address, bootstrap.bind(address).awaitUninterruptibly());
            address = (InetSocketAddress) channel.localAddress();
        }
        return address;
    }

    private void bindUdp(InetSocketAddress wanted, int receiveBuffer, ChannelHandler handler) {
        refuseSharedUdp(wanted);
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .channel(transport.datagram())
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST_DATAGRAM))
                .handler(handler);
        if (receiveBuffer > 0) {
            bootstrap.option(ChannelOption.SO_RCVBUF, receiveBuffer);
        }
        if (transport.sharesPorts()) {
            bootstrap.option(UnixChannelOption.SO_REUSEPORT, true);
        }
        for (int i = 0; i < sockets(); i++) {
            opened("UDP", wanted, bootstrap.bind(wanted).awaitUninterruptibly());
        }
    }

    private int sockets() {
        return transport.sharesPorts() ? threads : 1;
    }

    private Channel opened(String what, InetSocketAddress wanted, io.netty.channel.ChannelFuture binding) {
        if (!binding.isSuccess()) {
            throw refused(what, wanted, binding.cause());
        }
        channels.add(binding.channel());
        return binding.channel();
    }

    /** A shared port would let a second server start and take half of the clients; one that is alone fails here. */
    private void refuseSharedTcp(String what, InetSocketAddress wanted) {
        if (transport.sharesPorts() && wanted.getPort() != 0) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(wanted);
            } catch (IOException e) {
                throw refused(what, wanted, e);
            }
        }
    }

    private void refuseSharedUdp(InetSocketAddress wanted) {
        if (transport.sharesPorts()) {
            try (DatagramSocket probe = new DatagramSocket(null)) {
                probe.bind(wanted);
            } catch (IOException e) {
                throw refused("UDP", wanted, e);
            }
        }
    }

    private static BindException refused(String what, InetSocketAddress wanted, Throwable cause) {
        InetAddress address = wanted.getAddress();
        String where = (address.isAnyLocalAddress() ? "*" : address.getHostAddress()) + ":" + wanted.getPort();
        return new BindException("cannot listen on " + what + " " + where + ": " + cause.getMessage(), cause);
    }

    /**
     * Says where the node listens.
     *
     * @return the addresses, with the ports that the system chose where it was asked to
     */
    public BoundAddresses addresses() {
        return bound;
    }

    /**
     * Names the kind of sockets in use.
     *
     * @return {@code epoll} or {@code nio}
     */
    public String transport() {
        return transport.name();
    }

    /** Closes all sockets and connections, and waits for it. */
    @Override
    public void close() {
        channels.forEach(channel -> channel.close().awaitUninterruptibly());
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
