package io.fairlead.cli.run;

import io.fairlead.cli.admin.node.Identities;
import io.fairlead.cli.option.NodeConfigs;
import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.Settings;
import io.fairlead.cli.option.SettingsException;
import io.fairlead.cluster.control.LocalControl;
import io.fairlead.cluster.control.NodeControl;
import io.fairlead.cluster.courier.LocalCourier;
import io.fairlead.cluster.enrolment.EnrolmentBookException;
import io.fairlead.cluster.enrolment.EnrolmentWatch;
import io.fairlead.cluster.notes.LocalNotes;
import io.fairlead.cluster.peer.DatabaseLocation;
import io.fairlead.cluster.peer.EmbeddedOptions;
import io.fairlead.cluster.peer.EmbeddedPeerRegistry;
import io.fairlead.cluster.redis.RedisAudit;
import io.fairlead.cluster.relay.ConfiguredRelayDirectory;
import io.fairlead.cluster.relay.LocalPairing;
import io.fairlead.cluster.relay.LocalSessions;
import io.fairlead.cluster.settings.LocalSettings;
import io.fairlead.protocol.address.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A process that is alone: identities in its data directory, all else in its memory. */
final class EmbeddedBackend implements Backend {
    /** A relay that does not answer is not offered; as often as the open server looks. */
    private static final Duration RELAY_PROBE_INTERVAL = Duration.ofSeconds(3);

    private static final Duration RELAY_PROBE_TIMEOUT = Duration.ofSeconds(3);

    /** A side may reach the relay before the rendezvous node has read its message. */
    private static final Duration SESSION_PATIENCE = Duration.ofSeconds(3);

    private final Settings settings;
    private final NodeConfigs configs;
    private final Function<String, List<HostPort>> relayWays;
    private final LocalSessions sessions = new LocalSessions(System::nanoTime, SESSION_PATIENCE);
    private final LocalSettings shared = new LocalSettings();
    private final Parts parts = new Parts();
    private Optional<ConfiguredRelayDirectory> directory = Optional.empty();
    private Optional<Path> database = Optional.empty();

    EmbeddedBackend(Settings settings, NodeConfigs configs, Function<String, List<HostPort>> relayWays) {
        this.relayWays = relayWays;
        this.settings = settings;
        this.configs = configs;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public RendezvousParts rendezvous() throws SettingsException {
        Path file;
        try {
            file = DatabaseLocation.parse(settings.text(Setting.DB_URL), settings.dataDirectory());
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of("db-url: " + e.getMessage()));
        }
        database = Optional.of(file);
        EmbeddedPeerRegistry registry = parts.add(
                EmbeddedPeerRegistry.open(file, EmbeddedOptions.defaults()));
        EnrolmentWatch enrolment = parts.add(enrolment(settings.dataDirectory()));
        ConfiguredRelayDirectory relays = parts.add(configuredRelays(configs, relayWays));
        directory = Optional.of(relays);
        return new RendezvousParts(registry, relays, sessions, enrolment, shared,
                new LocalNotes(System::nanoTime),
                endpoint -> new LocalCourier(configs.nodeId(), endpoint), file.toString());
    }

    static ConfiguredRelayDirectory configuredRelays(NodeConfigs configs, Function<String, List<HostPort>> ways) {
        return new ConfiguredRelayDirectory(configs.relayServers(), RELAY_PROBE_INTERVAL, RELAY_PROBE_TIMEOUT, ways);
    }

    private static EnrolmentWatch enrolment(Path directory) throws SettingsException {
        try {
            return new EnrolmentWatch(directory);
        } catch (EnrolmentBookException e) {
            throw new SettingsException(List.of(e.getMessage()));
        }
    }

    @Override
    public Identities identities() {
        return new FileIdentities(settings.dataDirectory(), database.orElseThrow());
    }

    @Override
    public NodeControl control() {
        return parts.add(new LocalControl(configs.nodeId(), settings.role().label()));
    }

    @Override
    public RelayParts relay() {
        return new RelayParts(new LocalPairing(), sessions, shared, Optional.empty());
    }

    @Override
    public void join() {
        // There are no others.
    }

    @Override
    public Optional<RedisAudit> audit(long length) {
        return Optional.empty();
    }

    @Override
    public NodeStatus status() {
        List<NodeStatus.Relay> relays = directory.stream()
                .flatMap(known -> known.relays().stream()).map(NodeStatus::of).toList();
        return new NodeStatus(configs.nodeId(), ProgramVersion.get(), "this node's own", true, null, relays);
    }

    @Override
    public void close() {
        parts.close();
    }
}
