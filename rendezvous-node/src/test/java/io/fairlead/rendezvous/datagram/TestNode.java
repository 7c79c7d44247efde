package io.fairlead.rendezvous.datagram;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.courier.DevicePush;
import io.fairlead.cluster.courier.LocalCourier;
import io.fairlead.cluster.courier.LocalEndpoint;
import io.fairlead.cluster.enrolment.DeviceRule;
import io.fairlead.cluster.enrolment.Enrolment;
import io.fairlead.cluster.enrolment.EnrolmentMode;
import io.fairlead.cluster.enrolment.EnrolmentRegistry;
import io.fairlead.cluster.notes.LocalNotes;
import io.fairlead.cluster.peer.EmbeddedOptions;
import io.fairlead.cluster.peer.EmbeddedPeerRegistry;
import io.fairlead.cluster.relay.ConfiguredRelayDirectory;
import io.fairlead.cluster.relay.LocalSessions;
import io.fairlead.cluster.settings.LocalSettings;
import io.fairlead.protocol.crypto.KeyRing;
import io.fairlead.protocol.crypto.ServerKey;
import io.fairlead.protocol.crypto.ServerKeyPair;
import io.fairlead.protocol.message.RegisterPkResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.net.ProxyTrust;
import io.fairlead.rendezvous.RendezvousEvents;
import io.fairlead.rendezvous.RendezvousServer;
import io.fairlead.rendezvous.config.ClientUpdate;
import io.fairlead.rendezvous.config.HeartbeatPath;
import io.fairlead.rendezvous.config.Limits;
import io.fairlead.rendezvous.config.NetworkRules;
import io.fairlead.rendezvous.config.Ports;
import io.fairlead.rendezvous.config.RendezvousConfig;
import io.fairlead.rendezvous.config.Timeouts;
import io.fairlead.rendezvous.connect.Introduction;
import io.fairlead.rendezvous.network.BesideRelay;
import io.fairlead.rendezvous.network.NetworkTable;
import io.fairlead.rendezvous.network.RelayViews;
import io.fairlead.rendezvous.network.SiteRule;
import io.fairlead.rendezvous.registration.RegistrationOutcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A whole rendezvous node, with real sockets and a real database, that remembers what happens. */
final class TestNode implements AutoCloseable {
    final Events events = new Events();
    final Word word = new Word();
    private final EmbeddedPeerRegistry registry;
    private final ConfiguredRelayDirectory relays = new ConfiguredRelayDirectory(List.of(), Duration.ofSeconds(3),
            Duration.ofSeconds(3));
    private final AtomicReference<LocalEndpoint> endpoint = new AtomicReference<>();
    private final RendezvousServer server;

    TestNode(Path directory, HeartbeatPath path, Setup setup) {
        registry = EmbeddedPeerRegistry.open(directory.resolve("db.sqlite3"), EmbeddedOptions.defaults());
        RendezvousConfig config = new RendezvousConfig(
                "node-1",
                "",
                setup.bind(),
                new Ports(setup.port(), 0, 0),
                KeyRing.of(new ServerKey("", Optional.of(ServerKeyPair.generate()))),
                EnrolmentMode.OPEN,
                new NetworkRules(
                        () -> new RelayViews(
                                NetworkTable.of(List.of()),
                                BesideRelay.UNKNOWN),
                        SiteRule.DEFAULT,
                        0),
                setup.update(),
                false,
                new Limits(0, 0, 0, 1000, 65_536, 200_000, 1000),
                new Timeouts(setup.offline(), Duration.ofSeconds(30), Duration.ofSeconds(40), Optional.empty(),
                        Duration.ZERO),
                Optional.empty(),
                ProxyTrust.NONE,
                false,
                2,
                0,
                path);
        server = RendezvousServer.start(
                config,
                registry,
                relays,
                new LocalSessions(System::nanoTime, Duration.ofSeconds(3)),
                word,
                new LocalSettings(),
                new LocalNotes(System::nanoTime),
                own -> {
                    endpoint.set(own);
                    return new LocalCourier("node-1", own);
                },
                events);
    }

    /** What a test decides: where to listen, what clients are told, and when they are offline. */
    record Setup(Optional<InetAddress> bind, int port, ClientUpdate update, Duration offline) {
        static Setup plain() {
            return new Setup(Optional.empty(), 0, ClientUpdate.NONE, Duration.ofSeconds(30));
        }
    }

    int port() {
        return server.addresses().main().getPort();
    }

    String means() {
        return server.heartbeatPath();
    }

    Delivery push(String id, RendezvousMessage message) {
        return endpoint.get()
                .deliver(new DevicePush(id, OpaqueBytes.copyOf(message.toByteArray())))
                .toCompletableFuture()
                .join();
    }

    @Override
    public void close() {
        server.close();
        relays.close();
        registry.close();
    }

    /** Blocks whom a test names. */
    static final class Word implements EnrolmentRegistry {
        private volatile Enrolment current = Enrolment.NONE;
        private volatile Consumer<String> dropped = _ -> {};

        void block(String id) {
            current = new Enrolment(
                    Map.of(id, new DeviceRule(DeviceRule.State.BLOCKED, "")), Map.of(), Map.of(), Map.of());
            dropped.accept(id);
        }

        @Override
        public Enrolment current() {
            return current;
        }

        @Override
        public void refused(String id, OpaqueBytes uuid, String ip) {
            // Nobody reads it.
        }

        @Override
        public void registered(String id, OpaqueBytes uuid, String tenant) {
            // Nobody reads it.
        }

        @Override
        public void moved(String oldId, String newId) {
            // Nobody moves.
        }

        @Override
        public void onDropped(Consumer<String> told) {
            dropped = told;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    /** What happened. */
    static final class Events implements RendezvousEvents {
        final AtomicLong accepted = new AtomicLong();
        final AtomicLong asked = new AtomicLong();
        final AtomicLong lost = new AtomicLong();
        final List<RegistrationOutcome> outcomes = new CopyOnWriteArrayList<>();
        final List<Drop> drops = new CopyOnWriteArrayList<>();
        final List<Throwable> failures = new CopyOnWriteArrayList<>();

        @Override
        public void heartbeat(boolean known) {
            (known ? accepted : asked).incrementAndGet();
        }

        @Override
        public void heartbeats(int many) {
            accepted.addAndGet(many);
        }

        @Override
        public void registration(
                String id, InetSocketAddress from, Transport transport, RegistrationOutcome outcome) {
            outcomes.add(outcome);
        }

        @Override
        public void dropped(InetSocketAddress from, Drop reason) {
            drops.add(reason);
        }

        @Override
        public void failed(Throwable failure) {
            failures.add(failure);
        }

        @Override
        public void datagramsLost(long more) {
            lost.addAndGet(more);
        }

        @Override
        public void idChange(
                String oldId, String newId, InetSocketAddress from, RegisterPkResponse.Result result) {}

        @Override
        public void masquerade(InetAddress address, int devices) {}

        @Override
        public void incomplete() {}

        @Override
        public void overloaded() {}

        @Override
        public void introduction(Introduction introduction) {}

        @Override
        public void push(Delivery delivery, boolean forwarded) {}

        @Override
        public void loopDelay(long nanos) {}

        @Override
        public void answerDropped(InetSocketAddress from, AnswerDrop reason) {}

        @Override
        public void portsRewritten(boolean suspected) {}

        @Override
        public void keyExchange(InetSocketAddress from, KeyExchangeStep step) {}

        @Override
        public void connections(int open) {}

        @Override
        public void devices(int held) {}
    }
}
