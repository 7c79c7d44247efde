package io.fairlead.rendezvous;

import io.fairlead.cluster.courier.LocalEndpoint;
import io.fairlead.cluster.courier.NodeCourier;
import io.fairlead.cluster.enrolment.Enrolment;
import io.fairlead.cluster.enrolment.EnrolmentRegistry;
import io.fairlead.cluster.notes.Notes;
import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.relay.RelayDirectory;
import io.fairlead.cluster.relay.SessionDirectory;
import io.fairlead.cluster.settings.SharedSettings;
import io.fairlead.protocol.crypto.KeyRing;
import io.fairlead.protocol.net.BindException;
import io.fairlead.rendezvous.config.Limits;
import io.fairlead.rendezvous.config.RendezvousConfig;
import io.fairlead.rendezvous.connect.AddressSelection;
import io.fairlead.rendezvous.connect.ConnectPlanner;
import io.fairlead.rendezvous.connect.ConnectService;
import io.fairlead.rendezvous.connect.Connects;
import io.fairlead.rendezvous.connect.Explainer;
import io.fairlead.rendezvous.connect.PunchLog;
import io.fairlead.rendezvous.connect.RelaySelector;
import io.fairlead.rendezvous.console.RendezvousConsole;
import io.fairlead.rendezvous.datagram.LostDatagrams;
import io.fairlead.rendezvous.limit.AddressLimiter;
import io.fairlead.rendezvous.limit.IdLimiter;
import io.fairlead.rendezvous.net.BoundAddresses;
import io.fairlead.rendezvous.net.Handlers;
import io.fairlead.rendezvous.net.Listeners;
import io.fairlead.rendezvous.network.Crowds;
import io.fairlead.rendezvous.query.HttpProxy;
import io.fairlead.rendezvous.query.QueryService;
import io.fairlead.rendezvous.registration.ChangeIdService;
import io.fairlead.rendezvous.registration.DeviceLookup;
import io.fairlead.rendezvous.registration.Enrolments;
import io.fairlead.rendezvous.registration.Heartbeats;
import io.fairlead.rendezvous.registration.HeldDevices;
import io.fairlead.rendezvous.registration.IpChanges;
import io.fairlead.rendezvous.registration.RegistrationService;
import io.fairlead.rendezvous.session.Services;
import io.netty.channel.ChannelPipeline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * One rendezvous node. Puts its parts together, top to bottom, and takes them down again in reverse; the store and the
 * relay directory are the caller's.
 */
public final class RendezvousServer implements AutoCloseable {
    private final Listeners listeners;
    private final HttpProxy httpProxy;
    private final ScheduledExecutorService timer;
    private final HeldDevices devices;
    private final RendezvousControl control;

    private RendezvousServer(
            Listeners listeners,
            HttpProxy httpProxy,
            ScheduledExecutorService timer,
            HeldDevices devices,
            RendezvousControl control) {
        this.control = control;
        this.listeners = listeners;
        this.httpProxy = httpProxy;
        this.timer = timer;
        this.devices = devices;
    }

    /**
     * Starts a node.
     *
     * @param config   what the operator decided
     * @param registry identities and routes
     * @param relays   the relays
     * @param enrolment the operator's word about devices
     * @param notes    what nodes note for each other
     * @param shared   what operators change at run time
     * @param sessions told of every session that is introduced
     * @param courier  makes the courier, given this node's own end of delivery
     * @param events   hears of all that happens; the log is written besides
     * @return the node, which serves
     * @throws io.fairlead.protocol.net.BindException when a port can't be had; nothing stays open
     */
    public static RendezvousServer start(
            RendezvousConfig config,
            PeerRegistry registry,
            RelayDirectory relays,
            SessionDirectory sessions,
            EnrolmentRegistry enrolment,
            SharedSettings shared,
            Notes notes,
            Function<LocalEndpoint, NodeCourier> courier,
            RendezvousEvents events) {
        LongSupplier clock = System::nanoTime;
        Limits limits = config.limits();
        IpChanges ipChanges = new IpChanges();
        PunchLog punchLog = new PunchLog();
        RuntimeSettings settings = new RuntimeSettings(shared, relays, config.alwaysUseRelay());
        RelaySelector selector = new RelaySelector(relays, config.region(), RandomGenerator.getDefault());
        Crowds crowds = new Crowds(config.networks().masqueradeDevices(), events::masquerade);
        AddressSelection addresses = new AddressSelection(config.networks().views(), selector::relays,
                crowds::isCrowded);
        AddressLimiter addressLimiter = new AddressLimiter(
                limits.keysPerAddress(),
                limits.idsPerAddress(),
                limits.maxTrackedAddresses(),
                addresses::isMasqueraded);

        HeldDevices devices = new HeldDevices(
                config.nodeId(), registry, events, clock, config.timeouts().deviceOffline(), crowds);
        registry.onLost(devices::restore);
        registry.askForRoutes(devices::route);
        Enrolments enrolments = new Enrolments(config.enrolment(), enrolment);
        enrolment.onDropped(devices::drop);
        RegistrationService registrations = new RegistrationService(
                new RegistrationService.Rules(
                        config.update(), config.timeouts().keepAlive(), limits.maxPendingRegistrations()),
                registry,
                devices,
                enrolments,
                addressLimiter,
                new IdLimiter(limits.keysPerId(), limits.maxTrackedAddresses()),
                events,
                ipChanges,
                clock);
        ChangeIdService changeId = new ChangeIdService(
                registry, devices, enrolments, addressLimiter, config.timeouts().idHold(), events, clock);
        DeviceLookup lookup = new DeviceLookup(registry, devices);
        ConnectService connect = Connects.service(new Connects.Parts(
                lookup,
                courier,
                devices,
                selector,
                sessions,
                notes,
                config.keys(),
                enrolment::current,
                addresses,
                config.networks().site(),
                settings::alwaysUseRelay,
                punchLog,
                events,
                clock,
                InstantSource.system()));
        QueryService queries = new QueryService(
                registry,
                config.update(),
                asker -> config.keys().hasTenants() && !enrolment.current().tenant(asker).isEmpty(),
                (asker, peer) -> visible(config.keys(), enrolment.current(), asker, peer));
        Explainer explainer = new Explainer(
                new ConnectPlanner(config.networks().site()),
                addresses,
                selector,
                lookup,
                settings::alwaysUseRelay);
        RendezvousControl control = new RendezvousControl(lookup, devices, changeId, explainer, settings, relays);
        Optional<RendezvousConsole> console = config.console()
                ? Optional.of(new RendezvousConsole(
                        relays,
                        selector,
                        addressLimiter,
                        ipChanges,
                        punchLog,
                        settings,
                        explainer,
                        clock))
                : Optional.empty();

        HttpProxy httpProxy = new HttpProxy(config.apiServer());
        Services services = new Services(registrations, devices, changeId, connect, queries, httpProxy, events);
        try {
            Heartbeats heartbeats = new Heartbeats(devices, config.update(), events, clock);
            Listeners listeners = Listeners.open(config, new Handlers(heartbeats, services, console, events::failed));
            LostDatagrams lost = new LostDatagrams(listeners.addresses().main().getPort());
            return new RendezvousServer(
                    listeners, httpProxy, sweeping(devices, lost, listeners, events), devices, control);
        } catch (BindException e) {
            httpProxy.close();
            throw e;
        }
    }

    /** An online query presents no key, so a client's own id tells whose it is, if it is its own. */
    private static boolean visible(KeyRing keys, Enrolment word, String asker, String peer) {
        return !word.blocks(peer) && (!keys.hasTenants() || word.tenant(asker).equals(word.tenant(peer)));
    }

    private static ScheduledExecutorService sweeping(
            HeldDevices devices, LostDatagrams lost, Listeners listeners, RendezvousEvents events) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("rendezvous-sweep").daemon().factory());
        ScheduledFuture<?> _ = timer.scheduleWithFixedDelay(() -> sweep(devices, lost, listeners, events), 1,
                1, TimeUnit.SECONDS);
        return timer;
    }

    private static void sweep(
            HeldDevices devices, LostDatagrams lost, Listeners listeners, RendezvousEvents events) {
        try {
            devices.sweep();
            events.devices(devices.count());
            listeners.measureDelays(events::loopDelay);
            long more = lost.more();
            if (more > 0) {
                events.datagramsLost(more);
            }
        } catch (RuntimeException e) {
            // An exception would end the schedule, and with it all expiry.
            events.failed(e);
        }
    }

    /**
     * Adds what a WebSocket of this node needs, to a connection that another listener has accepted, on any event loop.
     *
     * @param pipeline behind the handlers of HTTP
     */
    public void webSocket(ChannelPipeline pipeline) {
        listeners.webSocket(pipeline);
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
     * Counts connections that the system did not let the node accept, such as for want of file descriptors.
     *
     * @return how many times since the start; safe to ask on any thread
     */
    public long acceptFailures() {
        return listeners.acceptFailures();
    }

    /**
     * Names the kind of sockets in use.
     *
     * @return {@code epoll} or {@code nio}
     */
    public String transport() {
        return listeners.transport();
    }

    /**
     * Names the way in which datagrams are received.
     *
     * @return {@code kernel} or {@code netty}
     */
    public String heartbeatPath() {
        return listeners.heartbeatPath();
    }

    /**
     * Gives out what operators see and do at run time.
     *
     * @return of this node
     */
    public RendezvousControl control() {
        return control;
    }

    /**
     * Goes on serving, but lets devices go to other nodes: ends connections a few at a time, and waits for devices on
     * UDP to be heard by others. Returns when no device is left, or at the deadline.
     *
     * @param deadline how long to wait at most
     * @return whether no device is left
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public boolean drain(Duration deadline) throws InterruptedException {
        return new RendezvousDrain(devices, timer, deadline).await();
    }

    /** Stops serving: closes all sockets and connections, and waits for it. */
    @Override
    public void close() {
        timer.shutdownNow();
        listeners.close();
        httpProxy.close();
    }
}
