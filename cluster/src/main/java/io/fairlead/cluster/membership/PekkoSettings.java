package io.fairlead.cluster.membership;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.fairlead.protocol.address.HostPort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Our settings as Pekko's. Its other settings are as it brings them; each can be set for one process by a system
 * property, {@code -Dpekko.cluster.gossip-interval=1s}. Where a number comes from is told in {@code docs/cluster.md}.
 */
final class PekkoSettings {
    private static final Pattern SRV = Pattern.compile("_([^.]+)\\._([^.]+)\\.(.+)");

    private PekkoSettings() {}

    /**
     * The configuration of an actor system.
     *
     * @param again whether the node has been in the cluster before, so that others know of it
     */
    static Config of(ClusterConfig config, boolean again) {
        Map<String, Object> settings = new HashMap<>();
        logging(settings);
        process(settings);
        remoting(settings, config);
        membership(settings, config, again);
        discovery(settings, config);
        return ConfigFactory.defaultOverrides()
                .withFallback(ConfigFactory.parseMap(settings, "fairlead"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }

    /** A host as Pekko's addresses have it. */
    static String host(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    private static void logging(Map<String, Object> settings) {
        settings.put("pekko.loggers", List.of("org.apache.pekko.event.slf4j.Slf4jLogger"));
        settings.put("pekko.logging-filter", "org.apache.pekko.event.slf4j.Slf4jLoggingFilter");
        settings.put("pekko.loglevel", "WARNING");
        settings.put("pekko.stdout-loglevel", "OFF");
        settings.put("pekko.log-dead-letters", "off");
        settings.put("pekko.log-dead-letters-during-shutdown", "off");
        settings.put("pekko.cluster.jmx.enabled", "off");
    }

    /** The node decides when its process ends, and has few threads to spare. */
    private static void process(Map<String, Object> settings) {
        settings.put("pekko.jvm-exit-on-fatal-error", "off");
        settings.put("pekko.jvm-shutdown-hooks", "off");
        settings.put("pekko.coordinated-shutdown.exit-jvm", "off");
        settings.put("pekko.coordinated-shutdown.run-by-jvm-shutdown-hook", "off");
        settings.put("pekko.coordinated-shutdown.default-phase-timeout", "2s");
        settings.put("pekko.coordinated-shutdown.phases.cluster-exiting.timeout", "3s");
        settings.put("pekko.coordinated-shutdown.phases.actor-system-terminate.timeout", "3s");
        for (String dispatcher : List.of("pekko.actor.default-dispatcher", "pekko.actor.internal-dispatcher",
                "pekko.remote.default-remote-dispatcher")) {
            settings.put(dispatcher + ".fork-join-executor.parallelism-min", 2);
            settings.put(dispatcher + ".fork-join-executor.parallelism-max", 4);
        }
    }

    private static void remoting(Map<String, Object> settings, ClusterConfig config) {
        settings.put("pekko.actor.provider", "cluster");
        settings.put("pekko.actor.allow-java-serialization", "off");
        settings.put("pekko.remote.artery.transport", config.tls().isPresent() ? "tls-tcp" : "tcp");
        settings.put("pekko.remote.artery.canonical.hostname", host(config.advertisedHost()));
        settings.put("pekko.remote.artery.canonical.port", config.port());
        settings.put("pekko.remote.artery.bind.hostname", host(config.bindHost()));
        settings.put("pekko.remote.artery.bind.port", config.port());
        // One hand-over less on the way in; a node's envelopes are small and quickly read.
        settings.put("pekko.remote.artery.advanced.inbound-lanes", 1);
        // A member's requests and replies under way fit, see PekkoCourier.
        settings.put("pekko.remote.artery.advanced.outbound-message-queue-size", 8192);
        settings.put("pekko.remote.artery.advanced.tcp.connection-timeout", "2s");
        // A node that comes back, as a new member, is not taken for the one that was given up.
        settings.put("pekko.remote.artery.propagate-harmless-quarantine-events", "off");
    }

    private static void membership(Map<String, Object> settings, ClusterConfig config, boolean again) {
        settings.put("pekko.cluster.roles", MemberTable.roles(config));
        settings.put("pekko.cluster.app-version", config.version());
        settings.put("pekko.cluster.downing-provider-class",
                "org.apache.pekko.cluster.sbr.SplitBrainResolverProvider");
        settings.put("pekko.cluster.split-brain-resolver.active-strategy", "keep-majority");
        settings.put("pekko.cluster.split-brain-resolver.stable-after", "5s");
        // Nobody would be protected by giving up all nodes.
        settings.put("pekko.cluster.split-brain-resolver.down-all-when-unstable", "off");
        // The first seed forms a cluster when it starts and nobody answers. One that was given up would then form a
        // second one beside that of the others; it waits until they answer.
        settings.put("pekko.cluster.seed-node-timeout", again && config.isFirstOfSeveralSeeds() ? "10000h" : "3s");
        settings.put("pekko.cluster.retry-unsuccessful-join-after", "3s");
        settings.put("pekko.cluster.periodic-tasks-initial-delay", "100ms");
        settings.put("pekko.cluster.gossip-interval", "300ms");
        settings.put("pekko.cluster.leader-actions-interval", "300ms");
        settings.put("pekko.cluster.unreachable-nodes-reaper-interval", "300ms");
        settings.put("pekko.cluster.allow-weakly-up-members", "2s");
        settings.put("pekko.cluster.failure-detector.heartbeat-interval", "500ms");
        settings.put("pekko.cluster.failure-detector.acceptable-heartbeat-pause", "2500ms");
    }

    private static void discovery(Map<String, Object> settings, ClusterConfig config) {
        String bootstrap = "pekko.management.cluster.bootstrap.contact-point-discovery.";
        settings.put(bootstrap + "required-contact-point-nr", config.requiredContactPoints());
        settings.put(bootstrap + "stable-margin", "2s");
        // The management port is there to be found by, no more.
        settings.put("pekko.management.http.routes.health-checks", "");
        config.management().ifPresent(address -> management(settings, address, config));
        switch (config.discovery()) {
            case Discovery.None _ -> {
                // Seeds are joined by command.
            }
            case Discovery.Dns(String name) -> {
                settings.put("pekko.discovery.method", "pekko-dns");
                settings.put("pekko.io.dns.resolver", "async-dns");
                Matcher srv = SRV.matcher(name);
                boolean isSrv = srv.matches();
                settings.put(bootstrap + "effective-name", isSrv ? srv.group(3) : name);
                settings.put(bootstrap + "port-name", isSrv ? srv.group(1) : "");
                settings.put(bootstrap + "protocol", isSrv ? srv.group(2) : "tcp");
            }
            case Discovery.Kubernetes(String service, String namespace, String label) -> {
                settings.put("pekko.discovery.method", "kubernetes-api");
                settings.put(bootstrap + "effective-name", service);
                settings.put("pekko.discovery.kubernetes-api.pod-namespace", namespace);
                settings.put("pekko.discovery.kubernetes-api.pod-label-selector", label);
                settings.put("pekko.discovery.kubernetes-api.use-raw-ip", "on");
            }
        }
    }

    private static void management(Map<String, Object> settings, HostPort address, ClusterConfig config) {
        // Nodes tell each other apart by the host they advertise; the interface may be any.
        settings.put("pekko.management.http.hostname", config.advertisedHost());
        settings.put("pekko.management.http.port", address.port());
        settings.put("pekko.management.http.bind-hostname", address.host());
        settings.put("pekko.management.http.bind-port", address.port());
    }
}
