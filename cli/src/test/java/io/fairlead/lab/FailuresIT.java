package io.fairlead.lab;

import static io.fairlead.lab.FailureLab.LONG;
import static io.fairlead.lab.FailureLab.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.lab.Layout;
import io.fairlead.load.lab.NodeProcess;
import io.fairlead.load.swarm.SwarmPlan;
import io.fairlead.load.swarm.SwarmProcess.Line;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Three rendezvous nodes, two relays and a Redis, which 500 devices, their requesters and relay sessions use all the
 * time; and what they see when something breaks. One laboratory for all tests: each begins when all is well.
 * {@code -Dlaboratory.long=true} for failures as long as in {@code docs/failure-tests.md}.
 */
class FailuresIT {
    private static final Path DIRECTORY = Path.of("target", "laboratory", "failures");

    /** Beside 450 devices over UDP: 50 over TCP, 100 introductions a second, 20 sessions of 8 s. */
    private static final FailureLab.Numbers NUMBERS = new FailureLab.Numbers(450, 50, 100, 20, 8);

    /** A busy machine's share in each of the times that are asserted. */
    private static final Duration BUSY = Duration.ofSeconds(4);

    /** Until the readiness watch has taken a node out: two questions of up to a second each, half a second apart. */
    private static final Duration NOTICED = Duration.ofSeconds(3);

    private static FailureLab lab;

    @BeforeAll
    static void build() throws Exception {
        LaboratoryAssumption.check();
        List<String> drain = List.of("--drain-deadline", "10");
        List<String> options = new ArrayList<>(SwarmPlan.nodeOptions());
        options.addAll(drain);
        lab = new FailureLab(new Layout.Cluster(3, 2, Layout.RelayNames.OWN, options, drain), FailureLab.nodes(),
                DIRECTORY, NUMBERS);
        // As docs/redis.md demands: what was answered is on the disk.
        lab.redis().ask("CONFIG", "SET", "appendonly", "yes", "appendfsync", "always");
        lab.redis().ask("CONFIG", "REWRITE");
    }

    @AfterAll
    static void remove() {
        if (lab != null) {
            lab.close();
        }
    }

    @BeforeEach
    void allIsWell() throws Exception {
        lab.awaitHealthy();
    }

    @Test
    void aKilledRendezvousNodeLosesNoIdentityAndNoSession() throws Exception {
        NodeProcess victim = lab.rendezvous(2);
        long held = lab.held(victim);
        Observation seen = lab.observe();
        victim.kill();
        Duration trouble = seen.awaitRecovery(PATIENCE);
        seen.report("kill -9 of a rendezvous node", "It held " + held + " devices and was not started again.");
        seen.assertInvariants();
        assertThat(seen.more("session.cut")).as("sessions at relays").isZero();
        assertThat(trouble).isLessThan(NOTICED.plus(SwarmPlan.HEARTBEAT).plus(SwarmPlan.RETRY).plus(BUSY));
    }

    @Test
    void aKilledRelayCutsItsOwnSessionsAndIsNotOfferedAfterThreeSeconds() throws Exception {
        NodeProcess victim = lab.relay(1);
        Awaitility.await().atMost(PATIENCE).until(() -> lab.lines().stream()
                .anyMatch(line -> line.kind().equals("opened") && isAt(line, victim)));
        Observation seen = lab.observe();
        victim.kill();
        long gone = seen.since() + 3_500;
        Awaitility.await().atMost(PATIENCE).until(() -> seen.events("opened").stream()
                .filter(line -> line.began() > gone).count() >= NUMBERS.sessions());
        List<Line> failed = new ArrayList<>(seen.ended("cut"));
        failed.addAll(seen.events("not_opened"));
        long last = failed.stream().mapToLong(Line::began).filter(began -> began >= seen.since()).max()
                .orElse(seen.since());
        seen.report("kill -9 of a relay", "Last leg to it " + (last - seen.since()) + " ms after.");
        seen.assertInvariants();
        assertThat(failed).isNotEmpty().allMatch(line -> isAt(line, victim));
        assertThat(failed).as("legs to a dead relay").noneMatch(line -> line.began() > gone);
        assertThat(seen.failures()).as("introductions").isEmpty();
        // And it has sessions again.
        victim.start(PATIENCE);
        Observation again = lab.observe();
        Awaitility.await().atMost(PATIENCE).until(() -> again.events("opened").stream()
                .anyMatch(line -> isAt(line, victim)));
    }

    private static boolean isAt(Line line, NodeProcess relay) {
        return line.about().startsWith(relay.address());
    }

    @Test
    void withoutRedisDevicesAreAnsweredAndAllHealsWhenItIsBack() throws Exception {
        Observation away = lab.observe();
        lab.redis().kill();
        FailureLab.lasting(Duration.ofSeconds(LONG ? 60 : 20));
        assertThat(away.more("introduction.ok")).as("introductions at the holder's node").isPositive();
        assertThat(away.more("session.cut")).as("sessions at relays").isZero();
        assertThat(away.ended("silence")).as("heartbeats that were not answered").isEmpty();
        away.report("Redis stopped", "While it is away.");

        Observation back = lab.observe();
        lab.redis().start();
        Duration trouble = back.awaitRecovery(PATIENCE);
        back.report("Redis started again with its data", "");
        away.report("Redis stopped and started again with its data", "As a whole.");
        away.assertInvariants();
        assertThat(away.failures()).doesNotContainKey("OFFLINE");
        assertThat(trouble).isLessThan(Duration.ofSeconds(5).plus(BUSY));
    }

    @Test
    void anEmptyRedisIsToldAgainAndNobodyTakesAnIdMeanwhile() throws Exception {
        Observation seen = lab.observe();
        lab.redis().kill();
        try (Stream<Path> files = Files.walk(lab.redis().directory().resolve("appendonlydir"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        lab.redis().start();
        AtomicBoolean restored = new AtomicBoolean();
        Set<String> told = ConcurrentHashMap.newKeySet();
        Thread stranger = Thread.ofVirtual().start(() -> lab.plan().devices().stream()
                .takeWhile(_ -> !restored.get()).forEach(device -> told.add(strangersAnswer(device.id()))));
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100))
                .until(() -> lab.identities().size() >= lab.plan().devices().size());
        long took = seen.elapsed().toMillis();
        restored.set(true);
        stranger.join();
        assertThat(lab.rendezvous(1).log()).content().contains("redis has lost what was stored");
        seen.awaitRecovery(PATIENCE);
        seen.report("Redis started again empty", "All identities there after " + took
                + " ms; a stranger was told " + told + ".");
        assertThat(told).isNotEmpty().doesNotContain(Result.OK.name());
        seen.assertInvariants();
    }

    /** What a stranger is told who wants an id, the server's result or why there is none. */
    private static String strangersAnswer(String id) {
        try (UdpWire wire = lab.laboratory().clients().call(() -> new UdpWire(lab.plan().target().rendezvous(),
                new InetSocketAddress(InetAddress.ofLiteral("10.77.2.200"), 0)))) {
            wire.send(RendezvousMessage.newBuilder().setRegisterPk(RegisterPk.newBuilder()
                    .setId(id)
                    .setUuid(ByteString.copyFromUtf8("a stranger's uuid"))
                    .setPk(ByteString.copyFrom(new byte[32]))).build());
            return wire.receive(Duration.ofSeconds(1)).getRegisterPkResponse().getResult().name();
        } catch (IOException e) {
            return e instanceof SocketTimeoutException ? "nothing" : e.toString();
        }
    }

    @Test
    void aPartitionBetweenTwoNodesHealsByItself() throws Exception {
        Observation seen = lab.observe();
        lab.laboratory().router().partition(lab.rendezvous(1).namespace(), lab.rendezvous(2).namespace());
        FailureLab.lasting(Duration.ofSeconds(LONG ? 60 : 20));
        seen.report("Partition of two rendezvous nodes", "While it lasts.");
        assertThat(seen.ended("silence")).as("heartbeats that were not answered").isEmpty();

        Observation healed = lab.observe();
        lab.laboratory().router().heal();
        Duration trouble = healed.awaitRecovery(PATIENCE);
        healed.report("Partition healed", "");
        seen.report("Partition of two rendezvous nodes, and healed", "As a whole.");
        seen.assertInvariants();
        assertThat(seen.more("session.cut")).as("sessions at relays").isZero();
        assertThat(trouble).isLessThan(Duration.ofSeconds(40));
    }

    @Test
    void aFrozenNodeDoesNotTakeItsDevicesBack() throws Exception {
        NodeProcess victim = lab.rendezvous(3);
        long held = lab.held(victim);
        Observation seen = lab.observe();
        victim.freeze();
        FailureLab.lasting(Duration.ofSeconds(LONG ? 30 : 10));
        seen.report("A rendezvous node frozen",
                "While it is. It held " + held + " devices, now " + lab.held(victim) + ".");
        assertThat(lab.held(victim)).as("devices over TCP that have not noticed yet").isLessThan(held / 2);

        Observation thawed = lab.observe();
        victim.thaw();
        Duration trouble = thawed.awaitRecovery(PATIENCE);
        lab.awaitInBalancer(victim, true);
        thawed.report("The frozen node continued", "It holds " + lab.held(victim) + " devices.");
        seen.report("A rendezvous node frozen and continued", "As a whole.");
        seen.assertInvariants();
        assertThat(seen.more("session.cut")).as("sessions at relays").isZero();
        assertThat(trouble).isLessThan(SwarmPlan.HEARTBEAT.plus(SwarmPlan.RETRY).plus(BUSY));
    }

    @Test
    void aRollingRestartCutsNoSessionAndEachDeviceIsAwayForAHeartbeatAtMost() throws Exception {
        Observation seen = lab.observe();
        for (NodeProcess node : lab.laboratory().nodes()) {
            node.terminate();
            assertThat(node.awaitEnd(Duration.ofSeconds(30))).as(node.name()).isZero();
            node.start(PATIENCE);
            lab.awaitInBalancer(node, true);
        }
        seen.awaitRecovery(PATIENCE);
        seen.report("Rolling restart of all nodes", "It took " + seen.elapsed().toSeconds() + " s.");
        seen.assertInvariants();
        assertThat(seen.more("session.cut")).as("sessions at relays").isZero();
        assertThat(seen.more("session.opened")).isGreaterThan(NUMBERS.sessions());
        assertThat(seen.longestUnreached()).isLessThan(SwarmPlan.HEARTBEAT.plus(SwarmPlan.RETRY).plus(BUSY));
    }
}
