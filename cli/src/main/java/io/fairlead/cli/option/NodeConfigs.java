package io.fairlead.cli.option;

import io.fairlead.cluster.enrolment.EnrolmentMode;
import io.fairlead.protocol.address.Cidr;
import io.fairlead.protocol.crypto.KeyFileException;
import io.fairlead.protocol.crypto.KeyRing;
import io.fairlead.protocol.crypto.ServerKey;
import io.fairlead.protocol.net.ProxyTrust;
import io.fairlead.relay.config.BandwidthRules;
import io.fairlead.relay.config.PathOption;
import io.fairlead.relay.config.RelayCaps;
import io.fairlead.relay.config.RelayConfig;
import io.fairlead.relay.config.RelayPaths;
import io.fairlead.relay.config.RelayPresence;
import io.fairlead.relay.config.RelayTimeouts;
import io.fairlead.rendezvous.config.ApiServer;
import io.fairlead.rendezvous.config.ClientUpdate;
import io.fairlead.rendezvous.config.HeartbeatPath;
import io.fairlead.rendezvous.config.Limits;
import io.fairlead.rendezvous.config.NetworkRules;
import io.fairlead.rendezvous.config.Ports;
import io.fairlead.rendezvous.config.RendezvousConfig;
import io.fairlead.rendezvous.config.Timeouts;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the configurations of nodes out of settings. */
public final class NodeConfigs {
    /** Where clients look for a relay when nobody tells them a port. */
    private static final int DEFAULT_RELAY_PORT = 21_117;

    /** So that a node that starts again is not taken for the one that it was. */
    private static final int ID_SUFFIX = 6;

    private static final int BASE_36 = 36;

    /** As an operator may give. */
    private static final int LONGEST_NAME = 32;

    /** Anybody's key will do. */
    private static final KeyRing OPEN = KeyRing.of(new ServerKey("", Optional.empty()));

    private final Settings settings;
    private final String version;
    private final String nodeId;

    /**
     * Makes configurations.
     *
     * @param settings of one role
     * @param version  of the program
     */
    public NodeConfigs(Settings settings, String version) {
        this.settings = settings;
        this.version = version;
        this.nodeId = settings.optional(Setting.NODE_NAME).orElseGet(NodeConfigs::machine) + "-" + random();
    }

    /**
     * Says how long a process that is stopped lets sessions end and devices go.
     *
     * @return zero = not at all
     */
    public Duration drainDeadline() {
        return settings.seconds(Setting.DRAIN_DEADLINE);
    }

    /**
     * Says how long the first side of a session waits for the second.
     *
     * @return more than zero
     */
    public Duration relayParking() {
        return settings.seconds(Setting.RELAY_PARKING_TIMEOUT);
    }

    private static String machine() {
        try {
            String name = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9_.-]", "-");
            return name.substring(0, Math.min(LONGEST_NAME, name.length()));
        } catch (UnknownHostException e) {
            return "node";
        }
    }

    private static String random() {
        return new SecureRandom().ints(ID_SUFFIX, 0, BASE_36)
                .mapToObj(digit -> Integer.toString(digit, BASE_36))
                .collect(Collectors.joining());
    }

    /**
     * Names the process in the cluster.
     *
     * @return its name and a part that no other process ever has
     */
    public String nodeId() {
        return nodeId;
    }

    /**
     * Finds the key, making the key files if they are wanted and missing.
     *
     * @return the key
     * @throws SettingsException when it can't be used
     */
    public ServerKey key() throws SettingsException {
        try {
            Path directory = settings.dataDirectory();
            if (settings.role() != Role.RELAY) {
                return ServerKey.resolve(settings.given(Setting.KEY).orElse("-"), directory);
            }
            String key = settings.text(Setting.KEY);
            return key.isEmpty() ? new ServerKey("", Optional.empty()) : ServerKey.resolve(key, directory);
        } catch (KeyFileException | IllegalArgumentException e) {
            throw new SettingsException(List.of("key: " + e.getMessage()));
        }
    }

    /**
     * Puts all keys together that clients may present.
     *
     * @param key the server's own
     * @return it, and those of the keys file
     * @throws SettingsException when the file can't be used
     */
    public KeyRing keys(ServerKey key) throws SettingsException {
        KeyRing own = KeyRing.of(key);
        Optional<String> file = settings.optional(Setting.KEYS_FILE);
        try {
            return file.isPresent() ? own.with(Path.of(file.get())) : own;
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of("keys-file: " + e.getMessage()));
        }
    }

    /**
     * Makes a rendezvous node's.
     *
     * @param keys     what clients may present
     * @param networks where clients and relays are
     * @return the configuration
     * @throws SettingsException when values contradict each other
     */
    public RendezvousConfig rendezvous(KeyRing keys, NetworkRules networks) throws SettingsException {
        try {
            return new RendezvousConfig(
                    nodeId,
                    settings.text(Setting.REGION),
                    settings.ip(Setting.BIND),
                    Ports.around(rendezvousPort()),
                    keys,
                    EnrolmentMode.valueOf(settings.text(Setting.ENROLMENT).toUpperCase(Locale.ROOT)),
                    networks,
                    new ClientUpdate(
                            settings.whole(Setting.SERIAL),
                            settings.list(Setting.RENDEZVOUS_SERVERS),
                            settings.text(Setting.SOFTWARE_URL)),
                    settings.is(Setting.ALWAYS_USE_RELAY, "y"),
                    new Limits(
                            settings.whole(Setting.REGISTER_PK_PER_ADDRESS),
                            settings.whole(Setting.IDS_PER_ADDRESS),
                            settings.whole(Setting.REGISTER_PK_PER_ID),
                            settings.whole(Setting.MAX_CONNECTIONS),
                            settings.whole(Setting.MAX_FRAME_LENGTH),
                            Limits.DEFAULT.maxPendingRegistrations(),
                            Limits.DEFAULT.maxTrackedAddresses()),
                    timeouts(),
                    apiServer(),
                    proxies(() -> networks.views().get().table().trustedProxies()),
                    settings.is(Setting.CONSOLE, "on"),
                    settings.whole(Setting.IO_THREADS),
                    settings.whole(Setting.RMEM),
                    HeartbeatPath.valueOf(settings.text(Setting.HEARTBEAT_PATH).toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(e.getMessage()));
        }
    }

    private Timeouts timeouts() {
        int wait = settings.whole(Setting.KEY_EXCHANGE_WAIT);
        return new Timeouts(
                settings.seconds(Setting.DEVICE_TIMEOUT),
                settings.seconds(Setting.IDLE_TIMEOUT),
                settings.seconds(Setting.KEEP_ALIVE),
                wait < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(wait)),
                settings.seconds(Setting.ID_HOLD));
    }

    private Optional<ApiServer> apiServer() {
        return settings.optional(Setting.API_SERVER)
                .map(base -> new ApiServer(
                        URI.create(base),
                        settings.seconds(Setting.API_TIMEOUT),
                        settings.whole(Setting.API_MAX_BODY),
                        settings.whole(Setting.API_MAX_REQUESTS)));
    }

    /**
     * Says whether the relay takes only sessions that a rendezvous node, of this process or of the same cluster, has
     * introduced.
     *
     * @return true when the operator wants that
     * @throws SettingsException when there is no such node
     */
    public boolean onlyKnownSessions() throws SettingsException {
        boolean known = settings.is(Setting.RELAY_ADMISSION, "known");
        if (known && settings.role() == Role.RELAY && settings.optional(Setting.REDIS).isEmpty()) {
            throw new SettingsException(List.of("relay-admission: 'known' (expected: key or open, as this process has"
                    + " no rendezvous node, and shares no redis with one)"));
        }
        return known;
    }

    /**
     * Makes what all nodes of a process think of proxies.
     *
     * @param listed those of the networks table, as they are now
     * @return whose word counts about where clients are
     */
    public ProxyTrust proxies(Supplier<List<Cidr>> listed) {
        List<Cidr> always = settings.list(Setting.TRUSTED_PROXIES).stream().map(Cidr::parse).toList();
        return new ProxyTrust(
                () -> {
                    List<Cidr> more = listed.get();
                    return more.isEmpty() ? always : Stream.concat(always.stream(), more.stream()).toList();
                },
                ProxyTrust.Header.valueOf(settings.text(Setting.PROXY_PROTOCOL).toUpperCase(Locale.ROOT)),
                ProxyTrust.Untrusted.valueOf(settings.text(Setting.UNTRUSTED_HEADERS).toUpperCase(Locale.ROOT)));
    }

    /**
     * Makes a relay's.
     *
     * @param keys          what clients may present
     * @param listedProxies trusted proxies of the networks table, as they are now
     * @return the configuration
     * @throws SettingsException when values contradict each other
     */
    public RelayConfig relay(KeyRing keys, Supplier<List<Cidr>> listedProxies) throws SettingsException {
        int port = relayPort();
        try {
            return new RelayConfig(
                    nodeId,
                    settings.ip(Setting.BIND),
                    port,
                    port + 2,
                    settings.is(Setting.RELAY_ADMISSION, "open") ? OPEN : keys,
                    new BandwidthRules(
                            settings.decimal(Setting.SINGLE_BANDWIDTH),
                            settings.decimal(Setting.TOTAL_BANDWIDTH),
                            settings.decimal(Setting.LIMIT_SPEED),
                            settings.decimal(Setting.DOWNGRADE_THRESHOLD),
                            settings.seconds(Setting.DOWNGRADE_START_CHECK)),
                    new RelayTimeouts(
                            RelayTimeouts.DEFAULT.request(),
                            settings.seconds(Setting.RELAY_PARKING_TIMEOUT),
                            settings.seconds(Setting.RELAY_IDLE_TIMEOUT),
                            settings.seconds(Setting.DRAIN_DEADLINE)),
                    new RelayCaps(
                            settings.whole(Setting.MAX_CONNECTIONS),
                            settings.whole(Setting.MAX_PARKED_LEGS),
                            settings.whole(Setting.MAX_PARKED_LEGS_PER_ADDRESS),
                            RelayCaps.DEFAULT.maxRequestLength(),
                            RelayCaps.DEFAULT.maxMessageLength(),
                            RelayCaps.DEFAULT.maxEarlyBytes()),
                    proxies(listedProxies),
                    settings.is(Setting.CONSOLE, "on"),
                    settings.dataDirectory(),
                    settings.whole(Setting.IO_THREADS),
                    new RelayPaths(
                            PathOption.valueOf(settings.text(Setting.RELAY_PATH).toUpperCase(Locale.ROOT)),
                            Duration.ofNanos(1000L * settings.whole(Setting.RELAY_WAKEUP_DELAY))),
                    new ClusterConfigs(settings).peering(),
                    new RelayPresence(
                            settings.text(Setting.RELAY_ADDRESS),
                            settings.text(Setting.REGION),
                            version));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(e.getMessage()));
        }
    }

    /**
     * Lists the relays that clients are sent to.
     *
     * @return {@code host[:port]} each; empty when clients are to use the one beside the rendezvous server
     */
    public List<String> relayServers() {
        return settings.list(Setting.RELAY_SERVERS);
    }

    private int rendezvousPort() {
        return settings.optional(Setting.PORT).map(Integer::valueOf).orElse(Ports.DEFAULT_MAIN);
    }

    /** A relay's own option is its own port; beside a rendezvous server it is the next one, where clients look. */
    private int relayPort() {
        if (settings.role() == Role.STANDALONE) {
            return rendezvousPort() + 1;
        }
        return settings.optional(Setting.PORT).map(Integer::valueOf).orElse(DEFAULT_RELAY_PORT);
    }
}
