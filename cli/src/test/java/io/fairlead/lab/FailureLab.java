package io.fairlead.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.lab.Laboratory;
import io.fairlead.load.lab.Layout;
import io.fairlead.load.lab.NodeCommand;
import io.fairlead.load.lab.NodeProcess;
import io.fairlead.load.lab.ReadinessWatch;
import io.fairlead.load.lab.RedisProcess;
import io.fairlead.load.lab.Service;
import io.fairlead.load.swarm.SwarmPlan;
import io.fairlead.load.swarm.SwarmProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A laboratory with clients who use it all the time, and a readiness watch. What tests of failures share. */
final class FailureLab implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    /** With {@code -Dlaboratory.long=true} failures last as long as the issue says, else just long enough. */
    static final boolean LONG = Boolean.getBoolean("laboratory.long");

    /** A node is out of the balancer after two questions, of up to a second each. */
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(500);

    private static final int WATCH_FAILURES = 2;

    private static final String IDENTITIES = """
            local found = {}
            for _, key in ipairs(redis.call('KEYS', 'fairlead:d:*')) do
                found[#found + 1] = string.match(key, '}(.*)') .. ' ' .. tostring(redis.call('HGET', key, 'u'))
            end
            return found""";

    private static final String HOLDERS = """
            local found = {}
            for _, key in ipairs(redis.call('KEYS', 'fairlead:d:*')) do
                local route = redis.call('HGET', key, 'r')
                found[#found + 1] = route and string.match(route, '(rendezvous%d+)%-') or 'nobody'
            end
            return found""";

    private final Laboratory laboratory;
    private final ReadinessWatch watch;
    private final SwarmPlan plan;
    private final SwarmProcess swarm;

    FailureLab(Layout.Cluster layout, NodeCommand nodes, Path directory, Numbers numbers) throws IOException {
        this.laboratory = Laboratory.start(layout, nodes, directory);
        try {
            this.watch = new ReadinessWatch(
                    laboratory.balancer(), laboratory.nodes(), WATCH_INTERVAL, WATCH_FAILURES);
            this.plan = new SwarmPlan(laboratory.target(), numbers.udpDevices(), numbers.tcpDevices(),
                    numbers.perSecond(), numbers.sessions(), numbers.sessionSeconds());
            this.swarm = SwarmProcess.start(laboratory, NodeCommand.ofThisJvm(), plan);
        } catch (IOException | RuntimeException e) {
            laboratory.close();
            throw e;
        }
    }

    /** How many clients, as {@link SwarmPlan} has them. */
    record Numbers(int udpDevices, int tcpDevices, int perSecond, int sessions, int sessionSeconds) {}

    /** Small heaps and a quick start: there are many JVMs on few processors. */
    static NodeCommand nodes() {
        return NodeCommand.ofThisJvm().with("-Xmx256m", "-XX:TieredStopAtLevel=1");
    }

    Laboratory laboratory() {
        return laboratory;
    }

    SwarmPlan plan() {
        return plan;
    }

    RedisProcess redis() {
        return laboratory.redis().orElseThrow();
    }

    NodeProcess rendezvous(int number) {
        return laboratory.nodes(Service.RENDEZVOUS).get(number - 1);
    }

    NodeProcess relay(int number) {
        return laboratory.nodes(Service.RELAY).get(number - 1);
    }

    List<SwarmProcess.Line> lines() throws IOException {
        return swarm.lines();
    }

    /** Begins to look at what clients see from now on. */
    Observation observe() throws IOException {
        return new Observation(this, System.currentTimeMillis());
    }

    /** Until all nodes run and have flows, devices are spread, each has been introduced, and nothing fails. */
    void awaitHealthy() throws Exception {
        for (NodeProcess node : laboratory.nodes()) {
            node.start(PATIENCE);
        }
        for (NodeProcess node : laboratory.nodes()) {
            awaitInBalancer(node, true);
        }
        // Else a node that was away has no devices, and nothing that is done to it shows.
        laboratory.balancer().forgetUdpFlows();
        int fair = plan.devices().size() / laboratory.nodes(Service.RENDEZVOUS).size();
        for (NodeProcess node : laboratory.nodes(Service.RENDEZVOUS)) {
            Awaitility.await("devices of " + node.name()).atMost(PATIENCE).until(() -> held(node) > fair / 2);
        }
        observe().awaitRecovery(PATIENCE);
    }

    void awaitInBalancer(NodeProcess node, boolean in) {
        Awaitility.await("in the balancer: " + node.name()).atMost(PATIENCE).pollInterval(Duration.ofMillis(50))
                .until(() -> node.services().stream().allMatch(
                        service -> laboratory.balancer().nodes(service).contains(node.address()) == in));
    }

    /** Lets a failure last. This is no wait for a state: it is the failure's length. */
    static void lasting(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    /** All identities that Redis has: id, and the uuid that goes with it. */
    Map<String, String> identities() throws IOException {
        Map<String, String> found = new TreeMap<>();
        redis().ask("EVAL", IDENTITIES, "0").lines().forEach(line -> {
            String[] words = line.split(" ", 2);
            found.put(words[0], words[1]);
        });
        return found;
    }

    /** How many devices a node holds, in Redis' words. */
    long held(NodeProcess node) throws IOException {
        return redis().ask("EVAL", HOLDERS, "0").lines().filter(node.name()::equals).count();
    }

    /** What must hold at any time: each device has its identity, as it was registered. */
    void assertNoIdentityLost() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        plan.devices().forEach(device -> expected.put(device.id(), device.uuid().toStringUtf8()));
        assertThat(identities()).containsAllEntriesOf(expected);
    }

    @Override
    public void close() {
        swarm.close();
        watch.close();
        laboratory.close();
    }
}
