package io.fairlead.protocol.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * The sockets of one node. Where the system can share a port, each event loop receives on its own socket and the kernel
 * spreads clients over them; a UDP client stays with one socket. For the thread that starts and stops the node.
 */
public final class ListeningSockets implements AutoCloseable {
    private static final int BACKLOG = 4096;

    private final NativeTransport transport;
    private final EventLoopGroup loops;
    private final int threads;
    private final Optional<InetAddress> bind;
    private final List<Channel> channels = new ArrayList<>();
    private final AcceptFailures acceptFailures = new AcceptFailures();

    /**
     * Starts event loops; listens nowhere yet.
     *
     * @param transport what the machine offers
     * @param threads   event loops, and sockets per port; 0 = one per core
     * @param name      what their threads' names start with
     * @param bind      the address to listen on; empty = all, IPv6 included where the machine has it
     */
    public ListeningSockets(NativeTransport transport, int threads, String name, Optional<InetAddress> bind) {
        this.transport = transport;
        this.threads = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        this.loops = transport.group(this.threads, name);
        this.bind = bind;
    }

    /**
     * How connections are to be treated that a port accepts.
     *
     * @param pipeline   makes a connection's pipeline
     * @param halfClosed whether a connection stays when the client has ended its output
     * @param waterMark  how many bytes may wait to be sent before a connection counts as not writable, in bytes
     */
    public record Accepting(ChannelHandler pipeline, boolean halfClosed, WriteBufferWaterMark waterMark) {
        /**
         * Connections of short messages.
         *
         * @param pipeline makes a connection's pipeline
         * @return Netty's water marks, closed when the client ends its output
         */
        public static Accepting messages(ChannelHandler pipeline) {
            return new Accepting(pipeline, false, WriteBufferWaterMark.DEFAULT);
        }
    }

    /**
     * Listens for TCP connections.
     *
     * @param what      names the port in errors
     * @param port      0 lets the system choose
     * @param accepting what becomes of connections
     * @return where it listens
     * @throws BindException when the port can't be had
     */
    public InetSocketAddress tcp(String what, int port, Accepting accepting) {
        return tcp(what, bind, port, accepting);
    }

    /**
     * Listens for TCP connections on an address of their own.
     *
     * @param what      names the port in errors
     * @param at        the address to listen on; empty = all, IPv6 included where the machine has it
     * @param port      0 lets the system choose
     * @param accepting what becomes of connections
     * @return where it listens
     * @throws BindException when the port can't be had
     */
    public InetSocketAddress tcp(String what, Optional<InetAddress> at, int port, Accepting accepting) {
        InetSocketAddress wanted = local(at, port);
        if (transport.sharesPorts() && port != 0) {
            refuseSharedTcp(what, wanted);
        }
        InetSocketAddress address = wanted;
        for (int i = 0; i < sockets(); i++) {
            address = opened(what, address, listening(accepting).bind(address).awaitUninterruptibly());
        }
        return address;
    }

    private ServerBootstrap listening(Accepting accepting) {
        // With a socket for each loop a connection stays with the loop that accepts it: no other has to be woken.
        EventLoopGroup children = transport.sharesPorts() ? loops.next() : loops;
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(children)
                .channel(transport.serverSocket())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, accepting.halfClosed())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, accepting.waterMark())
                .handler(acceptFailures)
                .childHandler(accepting.pipeline());
        if (transport.sharesPorts()) {
            bootstrap.option(UnixChannelOption.SO_REUSEPORT, true);
        }
        return bootstrap;
    }

    /**
     * Receives datagrams.
     *
     * @param port            0 lets the system choose
     * @param receiveBuffer   the kernel's buffer of each socket, in bytes; 0 = the system's default
     * @param largestDatagram longer ones are cut off, in bytes
     * @param handler         takes the datagrams of all sockets
     * @return where it listens
     * @throws BindException when the port can't be had
     */
    public InetSocketAddress udp(int port, int receiveBuffer, int largestDatagram, ChannelHandler handler) {
        InetSocketAddress wanted = local(bind, port);
        if (transport.sharesPorts() && port != 0) {
            refuseSharedUdp(wanted);
        }
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .channel(transport.datagram())
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(largestDatagram))
                .handler(handler);
        if (receiveBuffer > 0) {
            bootstrap.option(ChannelOption.SO_RCVBUF, receiveBuffer);
        }
        if (transport.sharesPorts()) {
            bootstrap.option(UnixChannelOption.SO_REUSEPORT, true);
        }
        InetSocketAddress address = wanted;
        for (int i = 0; i < sockets(); i++) {
            address = opened("UDP", address, bootstrap.bind(address).awaitUninterruptibly());
        }
        return address;
    }

    private static InetSocketAddress local(Optional<InetAddress> at, int port) {
        return at.map(address -> new InetSocketAddress(address, port)).orElseGet(() -> new InetSocketAddress(port));
    }

    private int sockets() {
        return transport.sharesPorts() ? threads : 1;
    }

    private InetSocketAddress opened(String what, InetSocketAddress wanted, ChannelFuture binding) {
        if (!binding.isSuccess()) {
            throw refused(what, wanted, binding.cause());
        }
        channels.add(binding.channel());
        return (InetSocketAddress) binding.channel().localAddress();
    }

    /** A shared port would let a second server start and take half of the clients; one that is alone fails here. */
    private static void refuseSharedTcp(String what, InetSocketAddress wanted) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(wanted);
        } catch (IOException e) {
            throw refused(what, wanted, e);
        }
    }

    private static void refuseSharedUdp(InetSocketAddress wanted) {
        try (DatagramSocket probe = new DatagramSocket(null)) {
            probe.bind(wanted);
        } catch (IOException e) {
            throw refused("UDP", wanted, e);
        }
    }

    /**
     * Says that a port can't be had.
     *
     * @param what   names the port
     * @param wanted the address
     * @param cause  why
     * @return what to throw
     */
    public static BindException refused(String what, InetSocketAddress wanted, Throwable cause) {
        InetAddress address = wanted.getAddress();
        String where = (address.isAnyLocalAddress() ? "*" : address.getHostAddress()) + ":" + wanted.getPort();
        return new BindException("cannot listen on " + what + " " + where + ": " + cause.getMessage(), cause);
    }

    /**
     * Gives each event loop a task.
     *
     * @param delay told by each loop, on it, how long the task has waited for its turn, in nanoseconds
     */
    public void measureDelays(LongConsumer delay) {
        for (EventExecutor loop : loops) {
            long given = System.nanoTime();
            try {
                loop.execute(() -> delay.accept(System.nanoTime() - given));
            } catch (RejectedExecutionException e) {
                // It is being stopped.
                return;
            }
        }
    }

    /**
     * Counts connections that the system did not let these sockets accept, such as for want of file descriptors.
     *
     * @return how many times since the start; safe to ask on any thread
     */
    public long acceptFailures() {
        return acceptFailures.count();
    }

    /** Accepts and receives nothing more; what is connected stays. Returns when it is so. */
    public void stopAccepting() {
        channels.forEach(channel -> channel.close().awaitUninterruptibly());
    }

    /** Closes all sockets and connections, and returns when it is so. */
    @Override
    public void close() {
        stopAccepting();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
