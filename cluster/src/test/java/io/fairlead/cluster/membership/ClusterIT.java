package io.fairlead.cluster.membership;

import static io.fairlead.cluster.membership.TestNode.awaitTogether;
import static io.fairlead.cluster.membership.TestNode.deviceOf;
import static io.fairlead.cluster.membership.TestNode.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.courier.DeviceAnswer;
import io.fairlead.cluster.courier.DevicePush;
import io.fairlead.cluster.courier.LocalRequesters;
import io.fairlead.cluster.courier.RequesterDirectory;
import io.fairlead.protocol.address.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.serialization.SerializationSetup;
import org.apache.pekko.serialization.SerializerDetails;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Three nodes in one process, over real connections. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {
    private static final OpaqueBytes MESSAGE = OpaqueBytes.copyOf("message".getBytes(StandardCharsets.UTF_8));

    private final RequesterDirectory requesters = new LocalRequesters(System::nanoTime, Duration.ofSeconds(30));
    private final List<HostPort> addresses = List.of(TestNode.free(), TestNode.free(), TestNode.free());
    private final List<HostPort> seeds = addresses.subList(0, 2);
    private TestNode a;
    private TestNode b;
    private TestNode c;

    /** A directory whose store is away. */
    private static final class AbsentRequesters implements RequesterDirectory {
        @Override
        public CompletionStage<Void> hold(InetSocketAddress requester, String nodeId) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> release(InetSocketAddress requester, String nodeId) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Found> find(InetSocketAddress requester) {
            return CompletableFuture.completedStage(new Found.Unavailable());
        }
    }

    @BeforeAll
    void startThree() throws Exception {
        a = TestNode.start(TestNode.config("a", addresses.get(0), seeds), requesters);
        b = TestNode.start(TestNode.config("b", addresses.get(1), seeds), requesters);
        // Its store is away from the beginning.
        c = TestNode.start(TestNode.config("c", addresses.get(2), seeds), new AbsentRequesters());
        awaitTogether(a, b, c);
    }

    @AfterAll
    void stopAll() {
        List.of(c, b, a).forEach(TestNode::close);
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static DeviceAnswer answerFor(InetSocketAddress requester) {
        return new DeviceAnswer(requester, address(5000), Transport.UDP, MESSAGE);
    }

    @Test
    void aPushReachesTheDeviceOfAnotherNodeUnchanged() {
        DevicePush push = new DevicePush(deviceOf("b"), MESSAGE);

        assertThat(settled(a.courier.push("b", push))).isEqualTo(Delivery.DELIVERED);

        assertThat(b.endpoint.pushes).contains(push);
        assertThat(a.counts.sent).containsKey(Delivery.DELIVERED);
        assertThat(b.counts.received).containsKey(Delivery.DELIVERED);
    }

    @Test
    void aPushForADeviceThatTheOtherNodeNoLongerHoldsIsGone() {
        assertThat(settled(a.courier.push("b", new DevicePush("nobody", MESSAGE)))).isEqualTo(Delivery.GONE);
    }

    @Test
    void aPushForANodeThatIsNoMemberIsUnreachableAtOnce() {
        assertThat(a.courier.push("z", new DevicePush("nobody", MESSAGE)).toCompletableFuture())
                .isCompletedWithValue(Delivery.UNREACHABLE);
    }

    @Test
    void aMoveReachesTheFormerHolder() {
        a.courier.moved("c", "device-that-moved", 42);

        await().atMost(Duration.ofSeconds(10)).until(() -> c.endpoint.moved.containsKey("device-that-moved"));
        assertThat(c.endpoint.moved).containsEntry("device-that-moved", 42L);
    }

    @Test
    void anAnswerReachesTheRequesterThatAnotherNodeHolds() {
        InetSocketAddress requester = address(4001);
        a.endpoint.requesters.add(requester);
        a.courier.holdRequester(requester);

        assertThat(settled(b.courier.answer(answerFor(requester)))).isEqualTo(Delivery.DELIVERED);

        assertThat(a.endpoint.answers).contains(answerFor(requester));
        assertThat(b.endpoint.answers).doesNotContain(answerFor(requester));
    }

    @Test
    void anAnswerThatOvertakesTheRequestersEntryIsDelivered() {
        InetSocketAddress requester = address(4002);
        a.endpoint.requesters.add(requester);

        CompletionStage<Delivery> delivery = b.courier.answer(answerFor(requester));
        assertThat(delivery.toCompletableFuture()).isNotDone();
        a.courier.holdRequester(requester);

        assertThat(settled(delivery)).isEqualTo(Delivery.DELIVERED);
    }

    @Test
    void anAnswerForARequesterThatHasLeftTheOtherNodeIsGone() {
        InetSocketAddress requester = address(4003);
        a.courier.holdRequester(requester);

        assertThat(settled(b.courier.answer(answerFor(requester)))).isEqualTo(Delivery.GONE);
        a.courier.releaseRequester(requester);
        assertThat(settled(b.courier.answer(answerFor(requester)))).isEqualTo(Delivery.GONE);
    }

    @Test
    void anAnswerFindsItsRequesterByAskingEverybodyWhileTheDirectoryIsAway() {
        InetSocketAddress requester = address(4004);
        b.endpoint.requesters.add(requester);

        assertThat(settled(c.courier.answer(answerFor(requester)))).isEqualTo(Delivery.DELIVERED);
        assertThat(settled(c.courier.answer(answerFor(address(4005))))).isEqualTo(Delivery.GONE);

        assertThat(b.endpoint.answers).contains(answerFor(requester));
    }

    @Test
    void statusTellsAllMembers() {
        await().atMost(Duration.ofSeconds(10)).until(() -> a.membership.status().members().size() == 3);
        ClusterStatus status = a.membership.status();

        assertThat(status.state()).isEqualTo(ClusterStatus.State.UP);
        assertThat(status.members()).extracting(ClusterMember::nodeId).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(status.members()).extracting(ClusterMember::address)
                .containsExactlyInAnyOrderElementsOf(addresses.stream().map(HostPort::toString).toList());
        assertThat(status.members()).extracting(ClusterMember::version).containsOnly("1.2.3");
        assertThat(status.members()).filteredOn(ClusterMember::self).extracting(ClusterMember::nodeId)
                .containsExactly("a");
        assertThat(status.others()).isEqualTo(2);
        assertThat(status.unreachable()).isZero();
    }

    @Test
    void aNodeThatLeavesIsGoneFromTheOthersAtOnceAndTheyAreTold() throws Exception {
        List<ClusterStatus> told = new CopyOnWriteArrayList<>();
        TestNode d = TestNode.start(TestNode.config("d", TestNode.free(), seeds), requesters);
        awaitUntilKnown(d);
        b.membership.onChange(told::add);

        long began = System.nanoTime();
        d.close();

        // Far sooner than a failure is noticed.
        await().atMost(Duration.ofSeconds(8)).until(() -> told.stream().anyMatch(status -> status.others() == 2));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
        assertThat(d.membership.status().state()).isEqualTo(ClusterStatus.State.DISCONNECTED);
        assertThat(settled(d.courier.push("a", new DevicePush(deviceOf("a"), MESSAGE))))
                .isEqualTo(Delivery.UNREACHABLE);
        assertThat(settled(d.courier.push("d", new DevicePush(deviceOf("d"), MESSAGE))))
                .isEqualTo(Delivery.DELIVERED);
        await().atMost(Duration.ofSeconds(10)).until(() -> List.of(a, b, c).stream()
                .allMatch(node -> node.membership.status().members().size() == 3));
    }

    private void awaitUntilKnown(TestNode node) {
        await().atMost(Duration.ofSeconds(20)).until(() -> b.membership.status().members().stream()
                .anyMatch(member -> member.nodeId().equals(node.config.nodeId())
                        && member.status() == ClusterMember.Status.UP));
    }

    @Test
    void whatALaterProgramSendsIsPassedOverAndTheConnectionStays() throws Exception {
        DevicePush push = new DevicePush(deviceOf("b"), OpaqueBytes.copyOf(new byte[]{9}));
        ClusterConfig config = TestNode.config("later", TestNode.free(), seeds);
        ActorSystem<Void> later = ActorSystem.create(Behaviors.empty(), "fairlead", ActorSystemSetup.create(
                BootstrapSetup.create(PekkoSettings.of(config, false)),
                SerializationSetup.create(_ -> List.of(SerializerDetails.create("fairlead-courier",
                        new FutureSerializer(), List.of(CourierMessage.class, FutureSerializer.Unknown.class))))));
        try {
            ActorRef<Object> courier = ActorRefResolver.get(later)
                    .resolveActorRef("pekko://fairlead@" + addresses.get(1) + "/user/courier");
            for (int i = 0; i < 100; i++) {
                courier.tell(new FutureSerializer.Unknown("push/2"));
                courier.tell(new FutureSerializer.Unknown("push/1"));
            }
            courier.tell(new CourierMessage.Push(1, "", push));

            await().atMost(Duration.ofSeconds(10)).until(() -> b.endpoint.pushes.contains(push));
            assertThat(b.membership.status().restarts()).isZero();
        } finally {
            later.terminate();
            later.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aPortThatIsTakenIsToldAtTheStart() {
        ClusterMembership second = new ClusterMembership(TestNode.config("e", addresses.getFirst(), seeds));

        assertThatThrownBy(second::start)
                .isInstanceOf(ClusterStartException.class)
                .hasMessageContaining(addresses.getFirst().toString());
        second.close();
    }
}
