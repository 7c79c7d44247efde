package io.fairlead.rendezvous.net;

import io.fairlead.protocol.net.BindException;
import io.fairlead.protocol.net.ConnectionGate;
import io.fairlead.protocol.net.ConsoleDetector;
import io.fairlead.protocol.net.ListeningSockets;
import io.fairlead.protocol.net.ListeningSockets.Accepting;
import io.fairlead.protocol.net.NativeTransport;
import io.fairlead.rendezvous.config.RendezvousConfig;
import io.fairlead.rendezvous.console.RendezvousConsole;
import io.fairlead.rendezvous.datagram.DatagramInput;
import io.fairlead.rendezvous.datagram.DatagramMessages;
import io.fairlead.rendezvous.datagram.DatagramPort;
import io.fairlead.rendezvous.datagram.DatagramPorts;
import io.fairlead.rendezvous.session.SessionEvents;
import io.fairlead.rendezvous.session.SessionEvents.Drop;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import java.net.InetSocketAddress;
import java.util.function.LongConsumer;

/** The sockets of one node. A device stays with one UDP socket, and its pushes leave from there. */
public final class Listeners implements AutoCloseable {
    private final NativeTransport transport;
    private final ListeningSockets sockets;
    private final BoundAddresses bound;
    private final DatagramPort datagrams;
    private final ConnectionPipeline pipeline;

    private Listeners(RendezvousConfig config, Handlers handlers) {
        this.transport = NativeTransport.best();
        this.sockets = new ListeningSockets(transport, config.ioThreads(), "rendezvous", config.bind());
        this.pipeline = pipeline(config, handlers);
        try {
            this.bound = bind(config, handlers);
            // Last, as the sockets do not close it when another port can't be had.
            this.datagrams = datagrams(config, handlers, bound.main().getPort());
        } catch (BindException e) {
            sockets.close();
            throw e;
        }
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
        return new Listeners(config, handlers);
    }

    private static ConnectionPipeline pipeline(RendezvousConfig config, Handlers handlers) {
        SessionEvents events = handlers.services().events();
        ConnectionGate gate = new ConnectionGate(
                config.limits().maxConnections(),
                events::connections,
                from -> events.dropped(from, Drop.TOO_MANY_CONNECTIONS));
        return new ConnectionPipeline(
                gate,
                handlers.services(),
                config.limits().maxFrameLength(),
                config.timeouts(),
                config.keys().main().pair(),
                config.proxies(),
                handlers.failed());
    }

    private BoundAddresses bind(RendezvousConfig config, Handlers handlers) {
        ChannelHandler natTest = handlers.console()
                .<ChannelHandler>map(console -> pipeline.natTestWithConsole(
                        () -> new ConsoleDetector(RendezvousConsole.words(), console::run)))
                .orElseGet(pipeline::natTest);

        InetSocketAddress main = sockets.tcp("TCP", config.ports().main(), Accepting.messages(pipeline.tcp()));
        return new BoundAddresses(
                main,
                sockets.tcp("NAT test (TCP)", config.ports().natTest(), Accepting.messages(natTest)),
                sockets.tcp("WebSocket", config.ports().webSocket(), Accepting.messages(pipeline.webSocket())));
    }

    private DatagramPort datagrams(RendezvousConfig config, Handlers handlers, int port) {
        DatagramInput input = new DatagramInput(
                handlers.heartbeats(),
                new DatagramMessages(handlers.services()),
                handlers.services().events(),
                handlers.failed());
        return DatagramPorts.open(
                config.heartbeatPath(), sockets, config.bind(), port, config.receiveBuffer(), input);
    }

    /**
     * Adds what a WebSocket of this node needs, to a connection that somebody else has accepted.
     *
     * @param channels behind the handlers of HTTP
     */
    public void webSocket(ChannelPipeline channels) {
        pipeline.webSocketHandlers(channels);
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
     * Counts connections that the system did not let the node accept, such as for want of file descriptors.
     *
     * @return how many times since the start; safe to ask on any thread
     */
    public long acceptFailures() {
        return sockets.acceptFailures();
    }

    /**
     * Names the kind of sockets in use.
     *
     * @return {@code epoll} or {@code nio}
     */
    public String transport() {
        return transport.name();
    }

    /**
     * Names the way in which datagrams are received.
     *
     * @return {@code kernel} or {@code netty}
     */
    public String heartbeatPath() {
        return datagrams.means();
    }

    /**
     * Gives each event loop a task.
     *
     * @param delay told by each loop, on it, how long the task has waited for its turn, in nanoseconds
     */
    public void measureDelays(LongConsumer delay) {
        sockets.measureDelays(delay);
    }

    /** Closes all sockets and connections, and waits for it. */
    @Override
    public void close() {
        datagrams.close();
        sockets.close();
    }
}
