package io.fairlead.rendezvous.datagram;

import io.fairlead.protocol.net.ListeningSockets;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.net.InetSocketAddress;

/** Receives on the event loops of the other listening sockets, with which it is closed. */
public final class NettyDatagrams implements DatagramPort {
    private final InetSocketAddress address;

    private NettyDatagrams(InetSocketAddress address) {
        this.address = address;
    }

    /**
     * Binds the port.
     *
     * @param sockets       where it is added to
     * @param port          0 lets the system choose
     * @param receiveBuffer the kernel's buffer of each socket, in bytes; 0 = the system's default
     * @param input         what datagrams are given to
     * @return the port, which receives
     * @throws io.fairlead.protocol.net.BindException when it can't be had
     */
    public static NettyDatagrams open(ListeningSockets sockets, int port, int receiveBuffer, DatagramInput input) {
        ChannelHandler handlers = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new NettyDatagramHandler(channel, input));
            }
        };
        // One byte more than is read, so that a longer datagram is not taken for its beginning.
        return new NettyDatagrams(sockets.udp(port, receiveBuffer, LARGEST_DATAGRAM + 1, handlers));
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public String means() {
        return "netty";
    }

    @Override
    public void close() {
        // The sockets are the listeners', which close all of theirs.
    }
}
