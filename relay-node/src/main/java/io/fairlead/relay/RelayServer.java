package io.fairlead.relay;

import io.fairlead.cluster.relay.LegHolder;
import io.fairlead.cluster.relay.PairingDirectory;
import io.fairlead.cluster.relay.RelayAnnouncer;
import io.fairlead.cluster.relay.SessionDirectory;
import io.fairlead.cluster.settings.SharedSettings;
import io.fairlead.protocol.address.HostPort;
import io.fairlead.protocol.net.BindException;
import io.fairlead.protocol.net.ConsoleDetector;
import io.fairlead.protocol.net.ListeningSockets;
import io.fairlead.protocol.net.ListeningSockets.Accepting;
import io.fairlead.protocol.net.NativeTransport;
import io.fairlead.relay.config.RelayConfig;
import io.fairlead.relay.config.RelayPeering;
import io.fairlead.relay.console.RelayConsole;
import io.fairlead.relay.console.RelaySettings;
import io.fairlead.relay.kernel.KernelLoops;
import io.fairlead.relay.leg.Admission;
import io.fairlead.relay.leg.ParkedLegs;
import io.fairlead.relay.leg.RelayNode;
import io.fairlead.relay.leg.Sessions;
import io.fairlead.relay.limit.AddressList;
import io.fairlead.relay.limit.Bandwidth;
import io.fairlead.relay.net.RelayPipeline;
import io.fairlead.relay.peer.PeerDialler;
import io.fairlead.relay.peer.PeerPipeline;
import io.netty.channel.ChannelPipeline;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One relay. Puts its parts together, top to bottom, and takes them down again in reverse. */
public final class RelayServer implements AutoCloseable {
    /** What a handshake between relays holds besides the parts of a client's request, in bytes. */
    private static final int PEER_MESSAGE_ROOM = 1024;

    private static final long LOOK_MILLIS = 50;

    private final RelayNode node;
    private final RelayPipeline pipeline;
    private final ListeningSockets sockets;
    private final InetSocketAddress tcp;
    private final InetSocketAddress webSocket;
    private final ScheduledExecutorService timer;
    private final String transport;
    private final Optional<InetSocketAddress> peers;
    private final Optional<Announcing> announcing;
    private final RelayControl control;

    private RelayServer(
            RelayConfig config,
            RelayNode node,
            AtomicReference<LegHolder> self,
            SharedSettings shared,
            Optional<RelayAnnouncer> announcer) {
        RelaySettings settings = new RelaySettings(shared, node);
        NativeTransport offered = node.kernel().transport();
        this.node = node;
        this.transport = offered.name();
        this.sockets = new ListeningSockets(offered, config.ioThreads(), "relay", config.bind());
        try {
            // Before clients come, whose legs are claimed with it.
            this.peers = config.peering().map(peering -> listenToPeers(config, peering, self));
            pipeline = new RelayPipeline(node, config.proxies());
            this.tcp = sockets.tcp(
                    "relay (TCP)",
                    config.port(),
                    new Accepting(pipeline.tcp(console(config, node, settings)), true,
                            RelayPipeline.WATER_MARK));
            this.webSocket = sockets.tcp(
                    "relay (WebSocket)",
                    config.webSocketPort(),
                    new Accepting(pipeline.webSocket(), true, RelayPipeline.WATER_MARK));
        } catch (BindException e) {
            sockets.close();
            announcer.ifPresent(RelayAnnouncer::close);
            throw e;
        }
        this.announcing = announcer.map(to -> new Announcing(to, config, node, pipeline::connections));
        this.control = new RelayControl(config, node, settings, pipeline::connections,
                () -> announcing.ifPresent(Announcing::tell));
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("relay-sweep").daemon().factory());
        announcing.ifPresent(Announcing::tell);
        ScheduledFuture<?> _ = timer.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
    }

    private InetSocketAddress listenToPeers(
            RelayConfig config, RelayPeering peering, AtomicReference<LegHolder> self) {
        PeerPipeline pipelines = new PeerPipeline(node, config.nodeId(), peering, longestPeerMessage(config));
        InetSocketAddress at = sockets.tcp(
                "relay (other relays)",
                peering.bind(),
                peering.port(),
                new Accepting(pipelines, true, RelayPipeline.WATER_MARK));
        self.set(new LegHolder(config.nodeId(), new HostPort(peering.advertisedHost(), at.getPort()).toString()));
        return at;
    }

    private static int longestPeerMessage(RelayConfig config) {
        return config.caps().maxRequestLength() + PEER_MESSAGE_ROOM;
    }

    private static Optional<Supplier<ConsoleDetector>> console(
            RelayConfig config, RelayNode node, RelaySettings settings) {
        if (!config.console()) {
            return Optional.empty();
        }
        RelayConsole console = new RelayConsole(node, settings);
        return Optional.of(() -> new ConsoleDetector(
                RelayConsole.words(), line -> CompletableFuture.completedStage(console.run(line))));
    }

    /**
     * Starts a relay.
     *
     * @param config    what the operator decided
     * @param pairing   where other nodes learn of parked legs
     * @param known     the sessions that are taken; empty = all
     * @param shared    what operators change at run time
     * @param announcer where rendezvous nodes learn of the relay, which closes it in the end; empty = nowhere
     * @param events    hears of all that happens
     * @return the relay, which serves
     * @throws BindException            when a port can't be had; nothing stays open
     * @throws IllegalArgumentException when {@code blacklist.txt} or {@code blocklist.txt} can't be used, or the
     *                                  machine does not have the path for bytes that is asked for
     */
    public static RelayServer start(
            RelayConfig config,
            PairingDirectory pairing,
            Optional<SessionDirectory> known,
            SharedSettings shared,
            Optional<RelayAnnouncer> announcer,
            RelayEvents events) {
        LongSupplier clock = System::nanoTime;
        Bandwidth bandwidth = new Bandwidth(config.bandwidth(), clock);
        AtomicReference<LegHolder> self = new AtomicReference<>(new LegHolder(config.nodeId(), ""));
        RelayNode node = new RelayNode(
                config.keys(),
                new Admission(known),
                config.timeouts(),
                config.caps(),
                new ParkedLegs(pairing, self::get, config.caps(), events),
                new Sessions(bandwidth, events, clock),
                bandwidth,
                AddressList.read(config.directory().resolve("blacklist.txt")),
                AddressList.read(config.directory().resolve("blocklist.txt")),
                events,
                clock,
                new KernelLoops(config.paths(), bandwidth::share, clock),
                config.peering()
                        .map(peering -> new PeerDialler(peering, longestPeerMessage(config),
                                RelayPipeline.WATER_MARK)));
        return new RelayServer(config, node, self, shared, announcer);
    }

    private void sweep() {
        try {
            node.sessions().sweep(node);
            sockets.measureDelays(node.events()::loopDelay);
            announcing.ifPresent(Announcing::tell);
        } catch (RuntimeException e) {
            // An exception would end the schedule, and with it all idle time-outs.
            node.events().failed(e);
        }
    }

    /**
     * Adds what a WebSocket leg needs, to a connection that another listener has accepted, on an event loop of Java's
     * own sockets.
     *
     * @param channels behind the handlers of HTTP
     */
    public void webSocket(ChannelPipeline channels) {
        pipeline.webSocketHandlers(channels);
    }

    /**
     * Says where the relay listens for TCP.
     *
     * @return the address, with the port that the system chose where it was asked to
     */
    public InetSocketAddress tcpAddress() {
        return tcp;
    }

    /**
     * Says where the relay listens for WebSocket.
     *
     * @return the address, with the port that the system chose where it was asked to
     */
    public InetSocketAddress webSocketAddress() {
        return webSocket;
    }

    /**
     * Says where the relay listens for other relays.
     *
     * @return the address, with the port that the system chose where it was asked to; empty when the relay is alone
     */
    public Optional<InetSocketAddress> peerAddress() {
        return peers;
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
        return transport;
    }

    /**
     * Gives out what operators see and do at run time.
     *
     * @return of this relay
     */
    public RelayControl control() {
        return control;
    }

    /**
     * Takes no new sessions, but lets those run that do, and those begin whose first leg is here. Returns when none is
     * left, or at the deadline. The second leg may come through another relay; and a leg whose session another relay
     * counts is waited for as well.
     *
     * @param deadline how long to wait at most
     * @return whether none is left
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public boolean drain(Duration deadline) throws InterruptedException {
        return drain(Duration.ZERO, deadline);
    }

    /**
     * As {@link #drain(Duration)}, but for a while only the relay is not offered any more, and takes the legs that
     * still come: those of sessions that were introduced before, and those that a balancer sends until it has noticed.
     *
     * @param notice   for how long legs are still taken
     * @param deadline how long to wait at most, the notice included
     * @return whether no session is left
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public boolean drain(Duration notice, Duration deadline) throws InterruptedException {
        node.sessions().withdraw();
        if (notice.isZero()) {
            node.sessions().drain();
        }
        announcing.ifPresent(Announcing::tell);
        CountDownLatch empty = new CountDownLatch(1);
        ScheduledFuture<?> look = timer.scheduleWithFixedDelay(
                () -> {
                    node.sessions().drain();
                    // In the order that pairs go.
                    if (node.parked().isEmpty() && node.sessions().isEmpty()) {
                        empty.countDown();
                    }
                },
                notice.toMillis(),
                LOOK_MILLIS,
                TimeUnit.MILLISECONDS);
        try {
            return empty.await(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            look.cancel(false);
        }
    }

    /**
     * Says for how long the relay has been taking no new sessions.
     *
     * @return zero when it takes them
     */
    public Duration draining() {
        return Duration.ofNanos(node.sessions().drainingNanos());
    }

    /**
     * Is not offered any more, then stops serving at once: ends all sessions, closes all sockets and connections, and
     * waits for it.
     */
    @Override
    public void close() {
        announcing.ifPresent(Announcing::close);
        sockets.stopAccepting();
        node.sessions().stop();
        sockets.close();
        timer.shutdownNow();
    }
}
