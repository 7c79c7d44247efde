package io.fairlead.cli.run;

import com.google.gson.Gson;
import io.fairlead.audit.AuditLog;
import io.fairlead.audit.AuditSink;
import io.fairlead.cli.admin.http.AdminPort;
import io.fairlead.cli.network.Machine;
import io.fairlead.cli.network.WatchedNetworks;
import io.fairlead.cli.option.ClusterConfigs;
import io.fairlead.cli.option.NetworkConfigs;
import io.fairlead.cli.option.NodeConfigs;
import io.fairlead.cli.option.Role;
import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.Settings;
import io.fairlead.cli.option.SettingsException;
import io.fairlead.cluster.redis.RedisConfig;
import io.fairlead.cluster.relay.RelayNode;
import io.fairlead.metrics.AdminServer;
import io.fairlead.metrics.Meters;
import io.fairlead.metrics.ReadinessGate;
import io.fairlead.protocol.address.HostPort;
import io.fairlead.protocol.crypto.KeyRing;
import io.fairlead.protocol.crypto.ServerKey;
import io.fairlead.relay.RelayEvents;
import io.fairlead.relay.RelayServer;
import io.fairlead.relay.config.RelayConfig;
import io.fairlead.rendezvous.RendezvousEvents;
import io.fairlead.rendezvous.RendezvousServer;
import io.fairlead.rendezvous.config.NetworkRules;
import io.fairlead.rendezvous.config.RendezvousConfig;
import io.netty.channel.ChannelPipeline;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes of one process and what they stand on. Built top to bottom, closed in reverse; what was started before a
 * failure is closed again.
 */
public final class RunningNodes implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunningNodes.class);
    /** A balancer that looks each second or two has noticed by then. */
    private static final Duration NOTICE = Duration.ofSeconds(5);

    private final Parts parts = new Parts();
    private final Map<String, Consumer<ChannelPipeline>> routes = new HashMap<>();
    private final ReadinessGate readiness = new ReadinessGate();
    private final Meters meters = new Meters();
    private final Summary summary;
    private final Backend backend;
    private final Optional<AuditLog> audit;
    private final Administration administration;
    private final Duration drainDeadline;
    /** 0 until it is to stop. */
    private volatile long closingSince;

    private Optional<RelayServer> relay = Optional.empty();
    private Optional<RendezvousServer> rendezvous = Optional.empty();

    private RunningNodes(Settings settings) throws SettingsException, IOException {
        parts.add(meters);
        try {
            NodeConfigs configs = new NodeConfigs(settings, ProgramVersion.get());
            Files.createDirectories(settings.dataDirectory());
            ServerKey key = configs.key();
            KeyRing keys = configs.keys(key);
            NetworkConfigs networks = new NetworkConfigs(settings);
            WatchedNetworks watched = parts.add(watched(networks));
            NetworkRules rules = networks.rules(watched::table);
            Function<String, List<HostPort>> ways = address -> rules.views().get()
                    .waysTo(new RelayNode(address, true), Machine.hosts());
            // Both before either starts, so that a mistake in one leaves nothing behind.
            Optional<RendezvousConfig> rendezvousConfig = settings.role() == Role.RELAY
                    ? Optional.empty()
                    : Optional.of(configs.rendezvous(keys, rules));
            Optional<RelayConfig> relayConfig = settings.role() == Role.RENDEZVOUS
                    ? Optional.empty()
                    : Optional.of(configs.relay(keys, () -> watched.table().trustedProxies()));
            Optional<RedisConfig> redis = new ClusterConfigs(settings).redis();
            this.backend = parts.add(redis.isPresent()
                    ? new RedisBackend(settings, configs, ways, redis.get(), key, meters)
                    : new EmbeddedBackend(settings, configs, ways));
            // After what it may write to, before those that note.
            this.audit = new AuditOutputs(settings, backend, meters).open(configs.nodeId()).map(parts::add);
            this.administration = new Administration(settings, backend, configs.nodeId());
            this.drainDeadline = configs.drainDeadline();
            Summary.Builder shown = new Summary.Builder(settings, key);
            if (relayConfig.isPresent()) {
                startRelay(relayConfig.get(), configs.onlyKnownSessions(), watched, shown);
            }
            if (rendezvousConfig.isPresent()) {
                startRendezvous(rendezvousConfig.get(), shown);
                shown.networks(watched.table().networks(), networks.publicName());
            }
            measure(settings, configs);
            backend.join();
            startWeb(settings, configs, watched, shown);
            startMetrics(settings.metricsAddress(), shown);
            startAdmin(shown);
            this.summary = shown.build();
            readiness.open();
        } catch (SettingsException | IOException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private void measure(Settings settings, NodeConfigs configs) {
        NodeMeters measured = new NodeMeters(meters);
        measured.settings(settings, drainDeadline);
        measured.state(readiness, this::draining);
        relay.ifPresent(server -> measured.accepts("relay", server::acceptFailures));
        rendezvous.ifPresent(server -> measured.accepts("rendezvous", server::acceptFailures));
        // A rendezvous node that was told of no relay says nothing of the one that its clients find beside it.
        if (rendezvous.isPresent()
                && (backend.isShared() || relay.isPresent() || !configs.relayServers().isEmpty())) {
            measured.relays(backend::status, relay);
        }
    }

    private Duration draining() {
        long since = closingSince;
        Duration closing = since == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
        Duration refusing = relay.map(RelayServer::draining).orElse(Duration.ZERO);
        return closing.compareTo(refusing) > 0 ? closing : refusing;
    }

    /**
     * Starts the nodes of a role.
     *
     * @param settings what the operator decided
     * @return the nodes, which serve
     * @throws SettingsException when the settings can't be used
     * @throws IOException       when the data directory or the metrics endpoint can't be had
     */
    public static RunningNodes start(Settings settings) throws SettingsException, IOException {
        return new RunningNodes(settings);
    }

    private static WatchedNetworks watched(NetworkConfigs networks) throws SettingsException {
        try {
            return new WatchedNetworks(networks.options(), networks.file());
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of("networks-file: " + e.getMessage()));
        }
    }

    private void startRelay(
            RelayConfig config, boolean onlyKnown, WatchedNetworks watched, Summary.Builder shown)
            throws SettingsException {
        Backend.RelayParts on = backend.relay();
        RelayServer server = parts.add(RelayServer.start(
                config,
                on.pairing(),
                onlyKnown ? Optional.of(on.sessions()) : Optional.empty(),
                on.settings(),
                on.announcer(),
                new io.fairlead.relay.MeteredEvents(
                        meters, address -> watched.table().of(address).name(), relayLog())));
        routes.put("/ws/relay", server::webSocket);
        relay = Optional.of(server);
        administration.relay(server);
        shown.relay(server);
    }

    /** What is not noted is not made either. */
    private RelayEvents relayLog() {
        RelayEvents log = new io.fairlead.relay.EventLog(LoggerFactory.getLogger("fairlead.relay"));
        return audit.<RelayEvents>map(sink -> new io.fairlead.relay.AuditedEvents(sink, log)).orElse(log);
    }

    private void startRendezvous(RendezvousConfig config, Summary.Builder shown) throws SettingsException {
        Backend.RendezvousParts on = backend.rendezvous();
        RendezvousServer server = parts.add(RendezvousServer.start(
                config,
                on.registry(),
                on.relays(),
                on.sessions(),
                on.enrolment(),
                on.settings(),
                on.notes(),
                on.courier(),
                new io.fairlead.rendezvous.MeteredEvents(meters, rendezvousLog())));
        routes.put("/ws/id", server::webSocket);
        rendezvous = Optional.of(server);
        administration.rendezvous(server, on.registry());
        shown.rendezvous(server, on.store());
    }

    private RendezvousEvents rendezvousLog() {
        RendezvousEvents log = new io.fairlead.rendezvous.EventLog(LoggerFactory.getLogger("fairlead.rendezvous"));
        Optional<AuditSink> recent = administration.sink();
        if (audit.isEmpty() && recent.isEmpty()) {
            return log;
        }
        List<AuditSink> sinks = Stream.concat(audit.stream(), recent.stream()).toList();
        return new io.fairlead.rendezvous.AuditedEvents(event -> sinks.forEach(sink -> sink.record(event)), log);
    }

    private void startWeb(Settings settings, NodeConfigs configs, WatchedNetworks watched, Summary.Builder shown)
            throws SettingsException {
        Optional<Integer> port = settings.optional(Setting.WEB_PORT).map(Integer::valueOf);
        if (port.isPresent()) {
            WebPort web = new WebPort(
                    port.get(),
                    settings.ip(Setting.BIND),
                    settings.whole(Setting.IO_THREADS),
                    settings.whole(Setting.MAX_CONNECTIONS),
                    tls(settings),
                    configs.proxies(() -> watched.table().trustedProxies()),
                    Map.copyOf(routes));
            parts.add(web);
            new NodeMeters(meters).accepts("web", web::acceptFailures);
            shown.web(web);
        }
    }

    private static Optional<ReloadingTls> tls(Settings settings) throws SettingsException {
        Optional<String> certificate = settings.optional(Setting.TLS_CERT);
        Optional<String> key = settings.optional(Setting.TLS_KEY);
        if (certificate.isPresent() != key.isPresent()) {
            throw new SettingsException(List.of("tls-cert, tls-key: only one is set (expected: both or none)"));
        }
        if (certificate.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ReloadingTls(Path.of(certificate.get()), Path.of(key.get())));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(e.getMessage()));
        }
    }

    private void startAdmin(Summary.Builder shown) throws SettingsException {
        AuditSink sink = audit.<AuditSink>map(log -> log).orElse(_ -> {});
        Optional<AdminPort> port = administration.start(sink, meters).map(parts::add);
        port.ifPresent(open -> shown.admin(open.address(), administration.tokenFile().orElseThrow()));
    }

    private void startMetrics(Optional<InetSocketAddress> address, Summary.Builder shown) throws IOException {
        if (address.isPresent()) {
            AdminServer admin = AdminServer.start(
                    address.get(), meters, readiness, () -> new Gson().toJson(backend.status()));
            parts.add(admin);
            shown.metrics(admin.address());
        }
    }

    /**
     * Tells an operator what runs.
     *
     * @return several lines
     */
    public String summary() {
        return summary.text();
    }

    /**
     * Stops: is not ready any more, lets sessions end and devices go to other nodes until the drain deadline, then
     * closes everything.
     */
    @Override
    public void close() {
        readiness.close();
        closingSince = System.nanoTime();
        if (drainDeadline.isPositive()) {
            drain();
        }
        parts.close();
    }

    /** Both nodes of a process at the same time, as both have the same deadline. */
    private void drain() {
        try (ExecutorService drains = Executors.newVirtualThreadPerTaskExecutor()) {
            relay.ifPresent(server -> drains.submit(() -> drained("relay", leave(server))));
            if (backend.isShared()) {
                rendezvous.ifPresent(server -> drains.submit(() -> drained("rendezvous", server.drain(drainDeadline))));
            }
        }
    }

    /** Of several relays one goes first out of the balancer, then out of work: who is under way still arrives. */
    private boolean leave(RelayServer server) throws InterruptedException {
        if (!backend.isShared()) {
            return server.drain(drainDeadline);
        }
        Duration half = drainDeadline.dividedBy(2);
        Duration notice = half.compareTo(NOTICE) < 0 ? half : NOTICE;
        return server.drain(notice, drainDeadline);
    }

    private static Void drained(String node, boolean empty) {
        log.atInfo().addKeyValue("node", node).addKeyValue("empty", empty).log("drained");
        return null;
    }
}
