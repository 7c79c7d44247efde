package io.fairlead.rendezvous.net;

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
record NativeTransport(
        String name,
        IoHandlerFactory ioHandlers,
        Class<? extends ServerSocketChannel> serverSocket,
        Class<? extends DatagramChannel> datagram,
        boolean sharesPorts) {

    static NativeTransport best() {
        return Epoll.isAvailable()
                ? new NativeTransport(
                        "epoll",
                        EpollIoHandler.newFactory(),
                        EpollServerSocketChannel.class,
                        EpollDatagramChannel.class,
                        true)
                : plain();
    }

    static NativeTransport plain() {
        return new NativeTransport(
                "nio", NioIoHandler.newFactory(), NioServerSocketChannel.class, NioDatagramChannel.class, false);
    }

    EventLoopGroup group(int threads) {
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("rendezvous", true), ioHandlers);
    }
}
