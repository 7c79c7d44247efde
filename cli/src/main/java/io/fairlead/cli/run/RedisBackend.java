package io.fairlead.cli.run;

import io.fairlead.cli.admin.node.Identities;
import io.fairlead.cli.option.ClusterConfigs;
import io.fairlead.cli.option.NodeConfigs;
import io.fairlead.cli.option.Settings;
import io.fairlead.cli.option.SettingsException;
import io.fairlead.cluster.control.ControlSeal;
import io.fairlead.cluster.control.LocalControl;
import io.fairlead.cluster.control.NodeControl;
import io.fairlead.cluster.courier.LocalEndpoint;
import io.fairlead.cluster.courier.NodeCourier;
import io.fairlead.cluster.membership.ClusterConfig;
import io.fairlead.cluster.membership.ClusterMembership;
import io.fairlead.cluster.membership.ClusterStartException;
import io.fairlead.cluster.membership.ClusterStatus;
import io.fairlead.cluster.membership.PekkoCourier;
import io.fairlead.cluster.redis.NodeLeases;
import io.fairlead.cluster.redis.RedisAudit;
import io.fairlead.cluster.redis.RedisConfig;
import io.fairlead.cluster.redis.RedisControl;
import io.fairlead.cluster.redis.RedisEnrolment;
import io.fairlead.cluster.redis.RedisEvents;
import io.fairlead.cluster.redis.RedisNotes;
import io.fairlead.cluster.redis.RedisPairing;
import io.fairlead.cluster.redis.RedisPeerRegistry;
import io.fairlead.cluster.redis.RedisRelayAnnouncer;
import io.fairlead.cluster.redis.RedisRelayDirectory;
import io.fairlead.cluster.redis.RedisRequesters;
import io.fairlead.cluster.redis.RedisSessions;
import io.fairlead.cluster.redis.RedisSettings;
import io.fairlead.cluster.redis.RedisStore;
import io.fairlead.cluster.redis.RedisUnreachableException;
import io.fairlead.cluster.redis.ServerKeyCheck;
import io.fairlead.metrics.Meters;
import io.fairlead.metrics.NodeMetric;
import io.fairlead.protocol.address.HostPort;
import io.fairlead.protocol.crypto.ServerKey;
import io.fairlead.protocol.crypto.ServerKeyPair;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process among several, which share what they know through Redis and deliver to each other through Pekko. */
final class RedisBackend implements Backend {
    /** Redis may start at the same time; an orchestrator starts this process again if it takes longer. */
    private static final Duration REDIS_PATIENCE = Duration.ofSeconds(30);

    private static final long KEY_CHECK_SECONDS = 10;
    private static final long JOIN_SECONDS = 10;
    private static final Logger log = LoggerFactory.getLogger(RedisBackend.class);

    /** Longer than both sides of a session take to reach a relay. */
    private static final Duration SESSION_KNOWN = Duration.ofSeconds(60);

    /** A side may reach its relay before the rendezvous node's word has reached Redis. */
    private static final Duration SESSION_PATIENCE = Duration.ofSeconds(3);

    /** What operators change counts everywhere within twice this. */
    private static final Duration SETTINGS_INTERVAL = Duration.ofSeconds(1);

    /** A relay that died is not offered any more after its lease and one look: 2.5 s. */
    private static final Duration RELAY_INTERVAL = Duration.ofMillis(500);

    private static final Duration RELAY_LEASE = Duration.ofSeconds(2);

    /** The longest that a client waits on a connection, protocol section 15, and some more. */
    private static final Duration REQUESTER_LEASE = Duration.ofSeconds(30);

    /** Longer than a node looks away from its mailbox, shorter than an operator's patience. */
    private static final Duration CONTROL_DEADLINE = Duration.ofSeconds(5);

    private final Settings settings;
    private final NodeConfigs configs;
    private final Function<String, List<HostPort>> relayWays;
    private final ServerKey key;
    private final Meters meters;
    private final RedisConfig redis;
    private final Parts parts = new Parts();
    private final RedisStore store;
    private final RedisSessions sessions;
    private final RedisSettings shared;
    private Optional<ClusterMembership> membership = Optional.empty();
    private Optional<RedisRelayDirectory> directory = Optional.empty();

    RedisBackend(
            Settings settings,
            NodeConfigs configs,
            Function<String, List<HostPort>> relayWays,
            RedisConfig redis,
            ServerKey key,
            Meters meters)
            throws SettingsException {
        this.relayWays = relayWays;
        this.settings = settings;
        this.configs = configs;
        this.key = key;
        this.meters = meters;
        this.redis = redis;
        this.store = parts.add(connect(redis, new RedisMeters(meters)));
        meters.gauge(NodeMetric.REDIS_UP, () -> store.isConnected() ? 1 : 0);
        this.sessions = parts.add(new RedisSessions(store, SESSION_KNOWN, SESSION_PATIENCE));
        this.shared = parts.add(new RedisSettings(store, SETTINGS_INTERVAL));
    }

    private static RedisStore connect(RedisConfig redis, RedisEvents events) throws SettingsException {
        try {
            return RedisStore.connect(redis, REDIS_PATIENCE, events);
        } catch (RedisUnreachableException e) {
            throw new SettingsException(List.of(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SettingsException(List.of("interrupted while connecting to redis"));
        }
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public RendezvousParts rendezvous() throws SettingsException {
        checkKey();
        ClusterConfig config = new ClusterConfigs(settings).membership(configs.nodeId(), ProgramVersion.get());
        NodeLeases leases = parts.add(NodeLeases.open(store, configs.nodeId(), ProgramVersion.get()));
        RedisPeerRegistry registry = parts.add(RedisPeerRegistry.open(store, leases));
        RedisEnrolment enrolment = parts.add(new RedisEnrolment(store, SETTINGS_INTERVAL));
        RedisRelayDirectory relays = parts.add(
                new RedisRelayDirectory(store, EmbeddedBackend.configuredRelays(configs, relayWays), RELAY_INTERVAL));
        directory = Optional.of(relays);
        ClusterMembership cluster = parts.add(new ClusterMembership(config));
        membership = Optional.of(cluster);
        return new RendezvousParts(registry, relays, sessions, enrolment, shared, new RedisNotes(store),
                endpoint -> courier(cluster, endpoint), redis.shown());
    }

    private NodeCourier courier(ClusterMembership cluster, LocalEndpoint endpoint) {
        ClusterMeters counted = new ClusterMeters(meters);
        cluster.onChange(counted::status);
        return new PekkoCourier(cluster, endpoint, new RedisRequesters(store, REQUESTER_LEASE), PekkoCourier.DEADLINE,
                PekkoCourier.MOST_UNDER_WAY, counted);
    }

    /** Clients know one key: a node that signs with another would be taken for an impostor by half of them. */
    private void checkKey() throws SettingsException {
        String own = key.pair().map(ServerKeyPair::publicKeyBase64).orElse(key.demanded());
        ServerKeyCheck.Outcome outcome;
        try {
            outcome = new ServerKeyCheck(store).claimServerKey(own).toCompletableFuture()
                    .get(KEY_CHECK_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SettingsException(List.of("interrupted while asking redis for the cluster's key"));
        } catch (ExecutionException | TimeoutException e) {
            throw new SettingsException(List.of("redis: does not answer which key the cluster has: " + e.getMessage()));
        }
        if (outcome instanceof ServerKeyCheck.Outcome.Differs differs) {
            throw new SettingsException(List.of("key: this node has the public key " + own + " (expected: "
                    + differs.publicKey() + ", as the other nodes have; give all nodes the same key pair)"));
        }
    }

    /**
     * Waits a while for the others: until then devices that they hold cannot be reached from here. A node that does not
     * find them serves all the same, for its own devices.
     */
    @Override
    public void join() throws SettingsException {
        if (membership.isEmpty()) {
            return;
        }
        CompletableFuture<Void> up = new CompletableFuture<>();
        membership.get().onChange(status -> {
            if (status.state() == ClusterStatus.State.UP) {
                up.complete(null);
            }
        });
        try {
            membership.get().start();
            up.get(JOIN_SECONDS, TimeUnit.SECONDS);
        } catch (ClusterStartException e) {
            throw new SettingsException(List.of(e.getMessage()));
        } catch (TimeoutException e) {
            log.atWarn().addKeyValue("node", configs.nodeId()).addKeyValue("after_s", JOIN_SECONDS)
                    .log("no cluster found yet, serving alone");
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody completes this exceptionally", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SettingsException(List.of("interrupted while joining the cluster"));
        }
    }

    @Override
    public Optional<RedisAudit> audit(long length) {
        return Optional.of(new RedisAudit(store, length));
    }

    @Override
    public NodeStatus status() {
        return new NodeStatus(
                configs.nodeId(),
                ProgramVersion.get(),
                redis.shown(),
                store.isConnected(),
                membership.map(ClusterMembership::status).map(NodeStatus::of).orElse(null),
                directory.stream().flatMap(known -> known.relays().stream()).map(NodeStatus::of).toList());
    }

    @Override
    public Identities identities() {
        return new RedisIdentities(store);
    }

    @Override
    public NodeControl control() throws SettingsException {
        String role = settings.role().label();
        Optional<ControlSeal> seal = new ClusterConfigs(settings).seal();
        return seal.isPresent()
                ? parts.add(new RedisControl(store, configs.nodeId(), role, seal.get(), CONTROL_DEADLINE,
                        InstantSource.system(), new ControlMeters(meters)))
                : parts.add(new LocalControl(configs.nodeId(), role));
    }

    @Override
    public RelayParts relay() {
        RedisRelayAnnouncer announcer = parts.add(new RedisRelayAnnouncer(store, RELAY_INTERVAL, RELAY_LEASE));
        return new RelayParts(
                new RedisPairing(store, configs.relayParking()), sessions, shared, Optional.of(announcer));
    }

    @Override
    public void close() {
        parts.close();
    }
}
