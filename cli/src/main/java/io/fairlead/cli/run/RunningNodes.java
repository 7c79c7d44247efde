package io.fairlead.cli.run;

import io.fairlead.cli.option.NodeConfigs;
import io.fairlead.cli.option.Role;
import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.Settings;
import io.fairlead.cli.option.SettingsException;
import io.fairlead.cluster.courier.LocalCourier;
import io.fairlead.cluster.enrolment.EnrolmentFile;
import io.fairlead.cluster.enrolment.EnrolmentWatch;
import io.fairlead.cluster.peer.DatabaseLocation;
import io.fairlead.cluster.peer.EmbeddedOptions;
import io.fairlead.cluster.peer.EmbeddedPeerRegistry;
import io.fairlead.cluster.relay.ConfiguredRelayDirectory;
import io.fairlead.cluster.relay.LocalPairing;
import io.fairlead.cluster.relay.LocalSessions;
import io.fairlead.cluster.relay.SessionDirectory;
import io.fairlead.metrics.AdminServer;
import io.fairlead.metrics.Meters;
import io.fairlead.metrics.ReadinessGate;
import io.fairlead.protocol.crypto.KeyRing;
import io.fairlead.protocol.crypto.ServerKey;
import io.fairlead.relay.RelayServer;
import io.fairlead.relay.config.RelayConfig;
import io.fairlead.rendezvous.RendezvousServer;
import io.fairlead.rendezvous.config.RendezvousConfig;
import io.netty.channel.ChannelPipeline;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes of one process and what they stand on. Built top to bottom, closed in reverse; what was started before a
 * failure is closed again.
 */
public final class RunningNodes implements AutoCloseable {
    /** A relay that does not answer is not offered; as often as the open server looks. */
    private static final Duration RELAY_PROBE_INTERVAL = Duration.ofSeconds(3);

    private static final Duration RELAY_PROBE_TIMEOUT = Duration.ofSeconds(3);

    /** A side may reach the relay before the rendezvous node has read its message. */
    private static final Duration SESSION_PATIENCE = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(RunningNodes.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<String, Consumer<ChannelPipeline>> routes = new HashMap<>();
    private final LocalSessions sessions = new LocalSessions(System::nanoTime, SESSION_PATIENCE);
    private final ReadinessGate readiness = new ReadinessGate();
    private final Meters meters = new Meters();
    private final Summary summary;
    private final Duration drainDeadline;
    private Optional<RelayServer> relay = Optional.empty();

    private RunningNodes(Settings settings) throws SettingsException, IOException {
        parts.push(meters);
        try {
            NodeConfigs configs = new NodeConfigs(settings);
            Files.createDirectories(settings.dataDirectory());
            ServerKey key = configs.key();
            KeyRing keys = configs.keys(key);
            // Both before either starts, so that a mistake in one leaves nothing behind.
            Optional<RendezvousConfig> rendezvousConfig = settings.role() == Role.RELAY
                    ? Optional.empty()
                    : Optional.of(configs.rendezvous(keys));
            Optional<RelayConfig> relayConfig = settings.role() == Role.RENDEZVOUS
                    ? Optional.empty()
                    : Optional.of(configs.relay(keys));
            this.drainDeadline = relayConfig.map(config -> config.timeouts().drain()).orElse(Duration.ZERO);
            Summary.Builder shown = new Summary.Builder(settings, key);
            if (relayConfig.isPresent()) {
                startRelay(relayConfig.get(), configs.onlyKnownSessions() ? Optional.of(sessions) : Optional.empty(),
                        shown);
            }
            if (rendezvousConfig.isPresent()) {
                startRendezvous(settings, configs, rendezvousConfig.get(), shown);
            }
            startWeb(settings, configs, shown);
            startAdmin(settings.metricsAddress(), shown);
            this.summary = shown.build();
            readiness.open();
        } catch (SettingsException | IOException | RuntimeException e) {
            close();
            throw e;
        }
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

    private void startRelay(RelayConfig config, Optional<SessionDirectory> known, Summary.Builder shown) {
        RelayServer server = RelayServer.start(
                config,
                new LocalPairing(),
                known,
                Optional.empty(),
                new io.fairlead.relay.MeteredEvents(
                        meters, new io.fairlead.relay.EventLog(LoggerFactory.getLogger("fairlead.relay"))));
        parts.push(server);
        routes.put("/ws/relay", server::webSocket);
        relay = Optional.of(server);
        shown.relay(server);
    }

    private void startRendezvous(
            Settings settings, NodeConfigs configs, RendezvousConfig config, Summary.Builder shown)
            throws SettingsException {
        Path database;
        try {
            database = DatabaseLocation.parse(settings.text(Setting.DB_URL), settings.dataDirectory());
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of("db-url: " + e.getMessage()));
        }
        EmbeddedPeerRegistry registry = EmbeddedPeerRegistry.open(database, EmbeddedOptions.defaults());
        parts.push(registry);
        EnrolmentWatch enrolment = enrolment(settings.dataDirectory());
        parts.push(enrolment);
        ConfiguredRelayDirectory relays = new ConfiguredRelayDirectory(configs.relayServers(), RELAY_PROBE_INTERVAL,
                RELAY_PROBE_TIMEOUT);
        parts.push(relays);
        RendezvousServer server = RendezvousServer.start(
                config,
                registry,
                relays,
                sessions,
                enrolment,
                endpoint -> new LocalCourier(config.nodeId(), endpoint),
                new io.fairlead.rendezvous.MeteredEvents(
                        meters, new io.fairlead.rendezvous.EventLog(LoggerFactory.getLogger("fairlead.rendezvous"))));
        parts.push(server);
        routes.put("/ws/id", server::webSocket);
        shown.rendezvous(server, database);
    }

    private void startWeb(Settings settings, NodeConfigs configs, Summary.Builder shown) throws SettingsException {
        Optional<Integer> port = settings.optional(Setting.WEB_PORT).map(Integer::valueOf);
        if (port.isPresent()) {
            WebPort web = new WebPort(
                    port.get(),
                    settings.ip(Setting.BIND),
                    settings.whole(Setting.IO_THREADS),
                    settings.whole(Setting.MAX_CONNECTIONS),
                    tls(settings),
                    configs.proxies(),
                    Map.copyOf(routes));
            parts.push(web);
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

    private static EnrolmentWatch enrolment(Path directory) throws SettingsException {
        try {
            return new EnrolmentWatch(directory);
        } catch (SQLException e) {
            throw new SettingsException(
                    List.of(directory.resolve(EnrolmentFile.NAME) + " cannot be used: " + e.getMessage()));
        }
    }

    private void startAdmin(Optional<InetSocketAddress> address, Summary.Builder shown) throws IOException {
        if (address.isPresent()) {
            AdminServer admin = AdminServer.start(address.get(), meters, readiness);
            parts.push(admin);
            shown.admin(admin.address());
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

    /** Stops: is not ready any more, lets sessions end until the drain deadline, then closes everything. */
    @Override
    public void close() {
        readiness.close();
        relay.filter(_ -> drainDeadline.isPositive()).ifPresent(this::drain);
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                // The others are to be closed all the same.
                log.atWarn().setCause(e).addKeyValue("part", part.getClass().getSimpleName()).log("cannot close");
            }
        }
    }

    private void drain(RelayServer server) {
        try {
            boolean empty = server.drain(drainDeadline);
            log.atInfo().addKeyValue("all_sessions_ended", empty).log("relay drained");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
