package io.fairlead.cli.option;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.control.ControlSeal;
import io.fairlead.cluster.membership.ClusterConfig;
import io.fairlead.cluster.membership.Discovery;
import io.fairlead.cluster.membership.TlsFiles;
import io.fairlead.cluster.redis.RedisConfig;
import io.fairlead.protocol.address.HostPort;
import io.fairlead.relay.config.RelayPeering;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the configurations of what several nodes share out of settings. */
public final class ClusterConfigs {
    private static final Pattern KUBERNETES = Pattern.compile("kubernetes:([^/]+)/([^/]+)");
    private static final String DNS = "dns:";

    private final Settings settings;

    /**
     * Makes configurations.
     *
     * @param settings of one role
     */
    public ClusterConfigs(Settings settings) {
        this.settings = settings;
    }

    /**
     * Says how Redis is found.
     *
     * @return empty when the process is alone
     * @throws SettingsException when values contradict each other
     */
    public Optional<RedisConfig> redis() throws SettingsException {
        Optional<String> url = settings.optional(Setting.REDIS);
        if (url.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RedisConfig(
                    url.get(),
                    settings.optional(Setting.REDIS_PASSWORD),
                    settings.optional(Setting.REDIS_CA).map(Path::of),
                    Duration.ofMillis(settings.whole(Setting.REDIS_TIMEOUT)),
                    settings.text(Setting.REDIS_PREFIX),
                    settings.role() == Role.RELAY ? 0 : settings.whole(Setting.REDIS_REPLICAS)));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(e.getMessage()));
        }
    }

    /**
     * Says how relays reach each other.
     *
     * @return empty when sides that land on different relays do not meet
     * @throws IllegalArgumentException when values contradict each other; the message names them
     */
    Optional<RelayPeering> peering() {
        Optional<String> secret = settings.optional(Setting.CLUSTER_SECRET);
        if (secret.isEmpty() || settings.optional(Setting.REDIS).isEmpty()) {
            return Optional.empty();
        }
        String bind = settings.text(Setting.CLUSTER_BIND);
        return Optional.of(new RelayPeering(
                settings.ip(Setting.CLUSTER_BIND),
                settings.whole(Setting.RELAY_CLUSTER_PORT),
                settings.optional(Setting.CLUSTER_HOST).orElse(bind),
                OpaqueBytes.copyOf(secret.get().getBytes(StandardCharsets.UTF_8)),
                RelayPeering.DEFAULT_MAX_CONNECTIONS,
                RelayPeering.DEFAULT_HANDSHAKE_TIMEOUT));
    }

    /**
     * Says how nodes know each other's commands.
     *
     * @return empty when they take none
     * @throws SettingsException when the secret is too short
     */
    public Optional<ControlSeal> seal() throws SettingsException {
        try {
            return settings.optional(Setting.CLUSTER_SECRET)
                    .map(secret -> new ControlSeal(OpaqueBytes.copyOf(secret.getBytes(StandardCharsets.UTF_8))));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(e.getMessage()));
        }
    }

    /**
     * Says how a rendezvous node finds the others.
     *
     * @param nodeId  names the node
     * @param version of the program
     * @return the configuration
     * @throws SettingsException when values contradict each other
     */
    public ClusterConfig membership(String nodeId, String version) throws SettingsException {
        String bind = settings.text(Setting.CLUSTER_BIND);
        String host = settings.optional(Setting.CLUSTER_HOST).orElse(bind);
        int port = settings.whole(Setting.CLUSTER_PORT);
        try {
            Discovery discovery = discovery();
            boolean found = !(discovery instanceof Discovery.None);
            List<HostPort> seeds = settings.list(Setting.CLUSTER_SEEDS).stream()
                    .map(seed -> HostPort.parse(seed, port))
                    .toList();
            return new ClusterConfig(
                    nodeId,
                    version,
                    bind,
                    host,
                    port,
                    seeds.isEmpty() && !found ? List.of(new HostPort(host, port)) : seeds,
                    discovery,
                    found
                            ? Optional.of(new HostPort(bind, settings.whole(Setting.CLUSTER_MANAGEMENT_PORT)))
                            : Optional.empty(),
                    settings.whole(Setting.CLUSTER_CONTACT_POINTS),
                    tls());
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(e.getMessage()));
        }
    }

    private Discovery discovery() {
        String how = settings.text(Setting.CLUSTER_DISCOVERY);
        if (how.isEmpty()) {
            return new Discovery.None();
        }
        if (how.startsWith(DNS)) {
            return new Discovery.Dns(how.substring(DNS.length()));
        }
        Matcher kubernetes = KUBERNETES.matcher(how);
        if (kubernetes.matches()) {
            return new Discovery.Kubernetes(kubernetes.group(2), kubernetes.group(1), "app=%s");
        }
        throw new IllegalArgumentException(
                "cluster-discovery: '" + how + "' (expected: dns:NAME or kubernetes:NAMESPACE/APP)");
    }

    private Optional<TlsFiles> tls() {
        Optional<String> certificate = settings.optional(Setting.CLUSTER_TLS_CERT);
        Optional<String> key = settings.optional(Setting.CLUSTER_TLS_KEY);
        Optional<String> ca = settings.optional(Setting.CLUSTER_TLS_CA);
        if (certificate.isEmpty() && key.isEmpty() && ca.isEmpty()) {
            return Optional.empty();
        }
        if (certificate.isEmpty() || key.isEmpty() || ca.isEmpty()) {
            throw new IllegalArgumentException(
                    "cluster-tls-cert, cluster-tls-key, cluster-tls-ca: not all are set (expected: all or none)");
        }
        return Optional.of(new TlsFiles(Path.of(certificate.get()), Path.of(key.get()), Path.of(ca.get())));
    }
}
