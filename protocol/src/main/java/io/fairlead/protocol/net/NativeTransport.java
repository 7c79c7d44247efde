package io.fairlead.protocol.net;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * What the machine offers: Netty's epoll where its native library loads, Java's own sockets elsewhere.
 *
 * @param name          for the log
 * @param ioHandlers    makes event loops' handlers
 * @param serverSocket  the class of listening TCP sockets
 * @param datagram      the class of UDP sockets
 * @param sharesPorts   whether several sockets can receive on one port (SO_REUSEPORT)
 */
public record NativeTransport(
        String name,
        IoHandlerFactory ioHandlers,
        Class<? extends ServerSocketChannel> serverSocket,
        Class<? extends DatagramChannel> datagram,
        boolean sharesPorts) {

    /**
     * Looks what there is.
     *
     * @return epoll where its native library loads
     */
    public static NativeTransport best() {
        return Epoll.isAvailable() ? epoll(EpollIoHandler.newFactory()) : plain();
    }

    /**
     * Netty's epoll, where it is available.
     *
     * @param ioHandlers makes event loops' handlers, for epoll
     * @return epoll
     */
    public static NativeTransport epoll(IoHandlerFactory ioHandlers) {
        return new NativeTransport(
                "epoll", ioHandlers, EpollServerSocketChannel.class, EpollDatagramChannel.class, true);
    }

    /**
     * Java's own sockets, which there are everywhere.
     *
     * @return NIO
     */
    public static NativeTransport plain() {
        return new NativeTransport(
                "nio", NioIoHandler.newFactory(), NioServerSocketChannel.class, NioDatagramChannel.class, false);
    }

    /**
     * Makes event loops.
     *
     * @param threads how many, at least 1
     * @param name    what their threads' names start with
     * @return the loops, which run until they are shut down
     */
    public EventLoopGroup group(int threads, String name) {
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), ioHandlers);
    }
}
