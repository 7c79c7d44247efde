package io.fairlead.cli.admin.http;

import io.fairlead.cli.admin.Api;
import io.fairlead.protocol.net.ConnectionGate;
import io.fairlead.protocol.net.ListeningSockets;
import io.fairlead.protocol.net.LogText;
import io.fairlead.protocol.net.NativeTransport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port of the administration API. A connection carries one call: so nothing of one call can be taken for another,
 * and a page that looks every second makes one connection a second. Calls are carried out on virtual threads.
 */
public final class AdminPort implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AdminPort.class);
    private static final int MOST_CONNECTIONS = 128;
    private static final int LONGEST_LINE = 4096;
    private static final int LONGEST_HEADERS = 8192;
    private static final int LONGEST_CHUNK = 8192;

    private final ListeningSockets sockets;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final InetSocketAddress address;

    /**
     * Listens.
     *
     * @param at  where; port 0 lets the system choose
     * @param api answers
     * @throws io.fairlead.protocol.net.BindException when the port can't be had
     */
    public AdminPort(InetSocketAddress at, Api api) {
        this.sockets = new ListeningSockets(NativeTransport.plain(), 1, "admin", Optional.of(at.getAddress()));
        ConnectionGate gate = new ConnectionGate(MOST_CONNECTIONS, _ -> {}, from -> log.atDebug()
                .addKeyValue("from", LogText.of(from)).log("one administration connection too many"));
        ChannelInitializer<Channel> initializer = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(
                        gate,
                        new HttpServerCodec(LONGEST_LINE, LONGEST_HEADERS, LONGEST_CHUNK),
                        new AdminHandler(api, threads));
            }
        };
        try {
            this.address = sockets.tcp("administration (TCP)", Optional.<InetAddress>of(at.getAddress()), at.getPort(),
                    ListeningSockets.Accepting.messages(initializer));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Says where the API listens.
     *
     * @return the address, with the port that the system chose where it was asked to
     */
    public InetSocketAddress address() {
        return address;
    }

    /** Stops at once: closes the port and its connections, and waits for calls that are being carried out. */
    @Override
    public void close() {
        sockets.close();
        threads.close();
    }
}
