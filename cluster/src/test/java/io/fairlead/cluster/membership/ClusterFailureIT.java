package io.fairlead.cluster.membership;

import static io.fairlead.cluster.membership.TestNode.awaitTogether;
import static io.fairlead.cluster.membership.TestNode.deviceOf;
import static io.fairlead.cluster.membership.TestNode.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.courier.DevicePush;
import io.fairlead.cluster.courier.LocalRequesters;
import io.fairlead.cluster.courier.RequesterDirectory;
import io.fairlead.protocol.address.HostPort;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that are lost, and come back. */
class ClusterFailureIT {
    private static final OpaqueBytes MESSAGE = OpaqueBytes.copyOf(new byte[100]);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final RequesterDirectory requesters = new LocalRequesters(System::nanoTime, Duration.ofSeconds(30));
    private final HostPort first = TestNode.free();
    private final HostPort second = TestNode.free();
    private final HostPort third = TestNode.free();
    private final List<HostPort> seeds = List.of(first, second);
    private TestNode a;
    private TestNode b;

    @BeforeEach
    void startTwo() throws Exception {
        a = TestNode.start(TestNode.config("a", first, seeds), requesters);
        b = TestNode.start(TestNode.config("b", second, seeds), requesters);
        awaitTogether(a, b);
    }

    @AfterEach
    void stopAll() {
        b.close();
        a.close();
    }

    private static CompletionStage<Delivery> push(TestNode from, String to) {
        return from.courier.push(to, new DevicePush(deviceOf(to), MESSAGE));
    }

    private static void awaitMember(TestNode seenBy, String id, Predicate<ClusterMember> state) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> seenBy.membership.status().members()
                .stream().anyMatch(member -> member.nodeId().equals(id) && state.test(member)));
    }

    private static void awaitRemoved(TestNode seenBy, String id) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> seenBy.membership.status().members()
                .stream().noneMatch(member -> member.nodeId().equals(id)));
    }

    private static boolean isUp(ClusterMember member) {
        return member.status() == ClusterMember.Status.UP && member.reachable();
    }

    private static long millisSince(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }

    @Test
    void aKilledNodeIsUnreachableWithinTheDeadlineAndAtOnceOnceThatIsKnown() throws Exception {
        try (NodeProcess process = NodeProcess.start("k", third, seeds)) {
            awaitMember(a, "k", ClusterFailureIT::isUp);
            assertThat(settled(push(a, "k"))).isEqualTo(Delivery.DELIVERED);

            long killed = System.nanoTime();
            process.kill();
            assertThat(settled(push(a, "k"))).isEqualTo(Delivery.UNREACHABLE);
            assertThat(millisSince(killed)).isLessThan(4000);

            awaitMember(a, "k", member -> !member.reachable());
            System.out.println("killed node unreachable after " + millisSince(killed) + " ms");
            assertThat(push(a, "k").toCompletableFuture()).isCompletedWithValue(Delivery.UNREACHABLE);
            assertThat(settled(push(a, "b"))).isEqualTo(Delivery.DELIVERED);

            awaitRemoved(a, "k");
            System.out.println("killed node removed after " + millisSince(killed) + " ms");
            assertThat(push(a, "k").toCompletableFuture()).isCompletedWithValue(Delivery.UNREACHABLE);
            assertThat(a.courier.underWay()).isZero();
        }
        try (NodeProcess _ = NodeProcess.start("k2", third, seeds)) {
            awaitMember(b, "k2", ClusterFailureIT::isUp);
            assertThat(settled(push(b, "k2"))).isEqualTo(Delivery.DELIVERED);
        }
    }

    @Test
    void aNodeThatWasFrozenUntilItWasGivenUpComesBackByItself() throws Exception {
        try (NodeProcess process = NodeProcess.start("f", third, seeds)) {
            awaitMember(a, "f", ClusterFailureIT::isUp);
            process.freeze();
            awaitRemoved(a, "f");
            awaitRemoved(b, "f");

            process.thaw();
            long thawed = System.nanoTime();

            awaitMember(a, "f", ClusterFailureIT::isUp);
            awaitMember(b, "f", ClusterFailureIT::isUp);
            System.out.println("frozen node back after " + millisSince(thawed) + " ms");
            await().atMost(LONG).until(() -> settled(push(b, "f")) == Delivery.DELIVERED);
        }
    }

    @Test
    void aNodeThatWasGivenUpServesItsDevicesAndJoinsAgain() {
        giveUp(a, second);

        await().atMost(LONG).until(() -> b.membership.status().restarts() == 1);
        assertThat(push(b, "b").toCompletableFuture()).isCompletedWithValue(Delivery.DELIVERED);
        assertThat(settled(push(b, "a"))).isIn(Delivery.UNREACHABLE, Delivery.DELIVERED);
        awaitTogether(a, b);
        assertThat(settled(push(b, "a"))).isEqualTo(Delivery.DELIVERED);
        assertThat(settled(push(a, "b"))).isEqualTo(Delivery.DELIVERED);
    }

    @Test
    void theFirstSeedThatWasGivenUpJoinsTheOthersInsteadOfFormingASecondCluster() {
        AtomicBoolean alone = new AtomicBoolean();
        a.membership.onChange(status -> {
            if (status.state() == ClusterStatus.State.UP && status.restarts() > 0 && status.others() == 0) {
                alone.set(true);
            }
        });

        giveUp(b, first);

        await().atMost(LONG).until(() -> a.membership.status().restarts() == 1);
        awaitTogether(a, b);
        assertThat(alone).isFalse();
        assertThat(settled(push(b, "a"))).isEqualTo(Delivery.DELIVERED);
    }

    @Test
    void twoClustersThatCameToBeSideBySideBecomeOne() throws Exception {
        List<HostPort> two = List.of(TestNode.free(), third).stream()
                .sorted(Comparator.comparing(HostPort::toString)).toList();
        // Both are their own first seed; while one waits for a seed that is not there, the other begins by itself.
        HostPort nobody = TestNode.free();
        try (TestNode low = TestNode.start(TestNode.config("low", two.getFirst(), List.of(two.getFirst(), nobody)),
                requesters);
                TestNode high = TestNode.start(
                        TestNode.config("high", two.getLast(), List.of(two.getLast(), two.getFirst())), requesters)) {
            await().atMost(LONG).until(() -> low.upAndReachable() == 1 && high.upAndReachable() == 1
                    && low.membership.status().others() == 0 && high.membership.status().others() == 0);

            awaitTogether(low, high);

            assertThat(high.membership.status().restarts()).isEqualTo(1);
            assertThat(low.membership.status().restarts()).isZero();
            assertThat(settled(push(low, "high"))).isEqualTo(Delivery.DELIVERED);
        }
    }

    private static void giveUp(TestNode by, HostPort whom) {
        Cluster.get(by.membership.current().orElseThrow().system()).manager()
                .tell(new Down(new Address("pekko", "fairlead", whom.host(), whom.port())));
    }

    @Test
    void bytesThatAreNotPekkosDoNoHarm() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = new Socket(first.host(), first.port()); OutputStream out = socket.getOutputStream()) {
                out.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(20).getBytes());
                out.flush();
                socket.setSoTimeout(5000);
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            } catch (java.net.SocketException e) {
                // Reset while writing: refused as well.
                assertThat(e).isNotNull();
            }
        }
        assertThat(settled(push(b, "a"))).isEqualTo(Delivery.DELIVERED);
        assertThat(a.membership.status().restarts()).isZero();
    }
}
