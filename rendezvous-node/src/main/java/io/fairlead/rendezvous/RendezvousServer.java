package io.fairlead.rendezvous;

import io.fairlead.cluster.courier.LocalEndpoint;
import io.fairlead.cluster.courier.NodeCourier;
import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.relay.RelayDirectory;
import io.fairlead.rendezvous.config.Limits;
import io.fairlead.rendezvous.config.RendezvousConfig;
import io.fairlead.rendezvous.connect.ConnectService;
import io.fairlead.rendezvous.connect.Connects;
import io.fairlead.rendezvous.connect.PunchLog;
import io.fairlead.rendezvous.connect.RelaySelector;
import io.fairlead.rendezvous.console.RendezvousConsole;
import io.fairlead.rendezvous.limit.AddressLimiter;
import io.fairlead.rendezvous.limit.IdLimiter;
import io.fairlead.rendezvous.net.BoundAddresses;
import io.fairlead.rendezvous.net.Handlers;
import io.fairlead.rendezvous.net.Listeners;
import io.fairlead.rendezvous.query.QueryService;
import io.fairlead.rendezvous.registration.IpChanges;
import io.fairlead.rendezvous.registration.RegistrationService;
import io.fairlead.rendezvous.session.Services;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * One rendezvous node. Puts its parts together, top to bottom, and takes them down again in reverse; the store and the
 * relay directory are the caller's.
 */
public final class RendezvousServer implements AutoCloseable {
    private final Listeners listeners;
    private final ScheduledExecutorService timer;

    private RendezvousServer(Listeners listeners, ScheduledExecutorService timer) {
        this.listeners = listeners;
        this.timer = timer;
    }

    /**
     * Starts a node.
     *
     * @param config   what the operator decided
     * @param registry identities and routes
     * @param relays   the relays
     * @param courier  makes the courier, given this node's own end of delivery
     * @param events   hears of all that happens; the log is written besides
     * @return the node, which serves
     * @throws io.fairlead.protocol.net.BindException when a port can't be had; nothing stays open
     */
    public static RendezvousServer start(
            RendezvousConfig config,
            PeerRegistry registry,
            RelayDirectory relays,
            Function<LocalEndpoint, NodeCourier> courier,
            RendezvousEvents events) {
        LongSupplier clock = System::nanoTime;
        Limits limits = config.limits();
        AddressLimiter addressLimiter = new AddressLimiter(limits.keysPerAddress(), limits.idsPerAddress(),
                limits.maxTrackedAddresses());
        IpChanges ipChanges = new IpChanges();
        PunchLog punchLog = new PunchLog();
        RuntimeSettings settings = new RuntimeSettings(config.alwaysUseRelay());
        RelaySelector selector = new RelaySelector(relays);

        RegistrationService registrations = new RegistrationService(
                config.nodeId(),
                registry,
                addressLimiter,
                new IdLimiter(limits.keysPerId(), limits.maxTrackedAddresses()),
                config.update(),
                events,
                ipChanges,
                clock,
                config.timeouts().deviceOffline().toNanos(),
                limits.maxPendingRegistrations());
        ConnectService connect = Connects.service(new Connects.Parts(
                registry,
                courier,
                registrations,
                selector,
                config.key(),
                config.lan(),
                settings::alwaysUseRelay,
                punchLog,
                events,
                clock,
                InstantSource.system()));
        QueryService queries = new QueryService(registry, config.update());
        Optional<RendezvousConsole> console = config.console()
                ? Optional.of(new RendezvousConsole(
                        relays, selector, addressLimiter, ipChanges, punchLog, settings, clock))
                : Optional.empty();

        Listeners listeners = Listeners.open(
                config,
                new Handlers(
                        registrations,
                        queries,
                        new Services(connect, queries, events),
                        console,
                        events::failed));
        return new RendezvousServer(listeners, sweeping(registrations, events));
    }

    private static ScheduledExecutorService sweeping(RegistrationService registrations, RendezvousEvents events) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("rendezvous-sweep").daemon().factory());
        ScheduledFuture<?> _ = timer.scheduleWithFixedDelay(() -> sweep(registrations, events), 1, 1,
                TimeUnit.SECONDS);
        return timer;
    }

    private static void sweep(RegistrationService registrations, RendezvousEvents events) {
        try {
            registrations.sweep();
            events.devices(registrations.held());
        } catch (RuntimeException e) {
            // An exception would end the schedule, and with it all expiry.
            events.failed(e);
        }
    }

    /**
     * Says where the node listens.
     *
     * @return the addresses, with the ports that the system chose where it was asked to
     */
    public BoundAddresses addresses() {
        return listeners.addresses();
    }

    /**
     * Names the kind of sockets in use.
     *
     * @return {@code epoll} or {@code nio}
     */
    public String transport() {
        return listeners.transport();
    }

    /** Stops serving: closes all sockets and connections, and waits for it. */
    @Override
    public void close() {
        timer.shutdownNow();
        listeners.close();
    }
}
