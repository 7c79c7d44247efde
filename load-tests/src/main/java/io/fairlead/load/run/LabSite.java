package io.fairlead.load.run;

import io.fairlead.load.bench.Sources;
import io.fairlead.load.client.Target;
import io.fairlead.load.lab.Laboratory;
import io.fairlead.load.lab.Layout;
import io.fairlead.load.lab.Namespace;
import io.fairlead.load.lab.NodeCommand;
import io.fairlead.load.lab.NodeProcess;
import io.fairlead.load.lab.ReadinessWatch;
import io.fairlead.load.lab.RedisProcess;
import io.fairlead.load.lab.Service;
import io.fairlead.load.scenario.Action;
import io.fairlead.load.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A cluster behind one address in network namespaces of this machine: see {@link Laboratory}. Its balancer takes nodes
 * that are not ready out, as kube-proxy does.
 */
public final class LabSite implements Site {
    private static final String REDIS = "redis";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration END_PATIENCE = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int FAILED_LOOKS = 3;

    private final Laboratory laboratory;
    private final Namespace fleet;
    private final ReadinessWatch watch;
    private final Scenario.Servers servers;

    /**
     * Starts it and waits until all nodes are ready.
     *
     * @param servers   which
     * @param command   how nodes are started
     * @param options   of all nodes
     * @param directory for data and logs; made when missing
     * @throws IOException when the machine does not allow it (root, and the programs of a laboratory), or a node does
     *                     not start
     */
    public LabSite(Scenario.Servers servers, NodeCommand command, List<String> options, Path directory)
            throws IOException {
        this.servers = servers;
        this.laboratory = Laboratory.start(new Layout.Cluster(servers.rendezvous(), servers.relays(),
                Layout.RelayNames.SHARED, options, options), command, directory);
        try {
            this.fleet = laboratory.addFleet();
            this.watch = new ReadinessWatch(laboratory.balancer(), laboratory.nodes(), LOOK, FAILED_LOOKS);
        } catch (IOException e) {
            laboratory.close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(laboratory::close));
    }

    @Override
    public Target target() {
        return laboratory.target();
    }

    @Override
    public String kind() {
        return "cluster";
    }

    @Override
    public String description() {
        return servers.rendezvous() + " rendezvous nodes and " + servers.relays()
                + " relays behind one address, one Redis, in network namespaces of one machine";
    }

    @Override
    public Sources sources() {
        return Sources.SHARED;
    }

    @Override
    public Map<String, Long> processes() {
        Map<String, Long> processes = new LinkedHashMap<>();
        for (NodeProcess node : laboratory.nodes()) {
            node.pid().ifPresent(pid -> processes.put(node.name(), pid));
        }
        laboratory.redis().ifPresent(redis -> redis.pid().ifPresent(pid -> processes.put(REDIS, pid)));
        return processes;
    }

    @Override
    public List<String> prefix() {
        return List.of("ip", "netns", "exec", fleet.name());
    }

    @Override
    public void act(Action.Server action) throws IOException {
        RedisProcess redis = laboratory.redis().orElseThrow();
        if (action.server().equals(REDIS)) {
            act(action.what(), redis);
            return;
        }
        List<NodeProcess> nodes = switch (action.server()) {
            case "all" -> laboratory.nodes();
            case "rendezvous" -> laboratory.nodes(Service.RENDEZVOUS);
            case "relay" -> laboratory.nodes(Service.RELAY);
            default -> laboratory.nodes().stream().filter(node -> node.name().equals(action.server())).toList();
        };
        if (nodes.isEmpty()) {
            throw new IOException("there is no " + action.server() + " (expected: all, rendezvous, relay, redis, "
                    + String.join(", ", laboratory.nodes().stream().map(NodeProcess::name).toList()) + ")");
        }
        for (NodeProcess node : nodes) {
            act(action.what(), node);
        }
    }

    private static void act(Action.Deed deed, NodeProcess node) throws IOException {
        switch (deed) {
            case KILL -> node.kill();
            case STOP -> stop(node);
            case START -> node.start(PATIENCE);
            case RESTART -> {
                stop(node);
                node.start(PATIENCE);
            }
        }
    }

    private static void stop(NodeProcess node) throws IOException {
        node.terminate();
        int _ = node.awaitEnd(END_PATIENCE);
    }

    private static void act(Action.Deed deed, RedisProcess redis) throws IOException {
        switch (deed) {
            case KILL -> redis.kill();
            case STOP -> redis.stop();
            case START -> redis.start();
            case RESTART -> {
                redis.stop();
                redis.start();
            }
        }
    }

    @Override
    public void close() {
        watch.close();
        laboratory.close();
    }
}
