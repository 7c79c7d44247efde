package io.fairlead.rendezvous.datagram;

import io.fairlead.protocol.net.BindException;
import io.fairlead.protocol.net.ListeningSockets;
import io.fairlead.rendezvous.config.HeartbeatPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the means by which a node receives datagrams. */
public final class DatagramPorts {
    private static final Logger log = LoggerFactory.getLogger(DatagramPorts.class);

    private DatagramPorts() {}

    /**
     * Binds the UDP port.
     *
     * @param path          the operator's choice
     * @param sockets       the node's event loops
     * @param bind          the address to receive at; empty = all, IPv6 included where the machine has it
     * @param port          0 lets the system choose
     * @param receiveBuffer the kernel's buffer of each socket, in bytes; 0 = what the means has for default
     * @param input         what datagrams are given to
     * @return the port, which receives
     * @throws BindException when it can't be had, or not by the means that the operator insists on
     */
    public static DatagramPort open(
            HeartbeatPath path,
            ListeningSockets sockets,
            Optional<InetAddress> bind,
            int port,
            int receiveBuffer,
            DatagramInput input) {
        boolean available = KernelDatagrams.isAvailable();
        return switch (path) {
            case AUTO -> {
                if (!available) {
                    log.atInfo()
                            .addKeyValue("system", System.getProperty("os.name"))
                            .addKeyValue("architecture", System.getProperty("os.arch"))
                            .log("heartbeats are received by Netty, as this machine has no recvmmsg of Linux");
                }
                yield available
                        ? kernel(bind, port, receiveBuffer, input)
                        : NettyDatagrams.open(sockets, port, receiveBuffer, input);
            }
            case KERNEL -> {
                if (!available) {
                    throw new BindException(
                            "heartbeat-path: kernel (expected: auto or netty, as this machine is not Linux on x86_64 or"
                                    + " aarch64)",
                            null);
                }
                yield kernel(bind, port, receiveBuffer, input);
            }
            case NETTY -> NettyDatagrams.open(sockets, port, receiveBuffer, input);
        };
    }

    private static DatagramPort kernel(
            Optional<InetAddress> bind, int port, int receiveBuffer, DatagramInput input) {
        try {
            return KernelDatagrams.open(bind, port, receiveBuffer, input);
        } catch (IOException e) {
            InetSocketAddress wanted = bind.map(address -> new InetSocketAddress(address, port))
                    .orElseGet(() -> new InetSocketAddress(port));
            throw ListeningSockets.refused("UDP", wanted, e);
        }
    }
}
