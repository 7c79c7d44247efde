package io.fairlead.rendezvous.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.Located;
import io.fairlead.cluster.peer.Route;
import io.fairlead.cluster.peer.RouteClaim;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.rendezvous.network.Crowds;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldDevicesTest {
    private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.9", 4000);

    private final AtomicLong clock = new AtomicLong();
    private final ScriptedRegistry registry = new ScriptedRegistry();
    private final List<String> told = new ArrayList<>();
    private final List<RegistrationOutcome> outcomes = new ArrayList<>();
    private final List<InetAddress> crowded = new ArrayList<>();
    private final HeldDevices devices = new HeldDevices(
            "node-1", registry, new Events(), clock::get, Duration.ofSeconds(30),
            new Crowds(2, (address, _) -> crowded.add(address)));

    private final class Events extends SilentEvents {
        @Override
        public void registration(
                String id, InetSocketAddress from, Transport transport, RegistrationOutcome outcome) {
            outcomes.add(outcome);
        }
    }

    /** A way to a device that remembers whether it was ended. */
    private static final class Path implements DevicePath {
        private final Transport transport;
        private final InetSocketAddress observed;
        private boolean open = true;

        Path(Transport transport) {
            this(transport, ADDRESS);
        }

        Path(Transport transport, InetSocketAddress observed) {
            this.transport = transport;
            this.observed = observed;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void held() {
            // Nothing is kept alive.
        }

        @Override
        public void close() {
            open = false;
        }

        @Override
        public Transport transport() {
            return transport;
        }

        @Override
        public InetSocketAddress observed() {
            return observed;
        }

        @Override
        public Delivery send(RendezvousMessage message) {
            return Delivery.DELIVERED;
        }
    }

    private static DeviceIdentity identity(String id) {
        OpaqueBytes secret = OpaqueBytes.copyOf(id.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new DeviceIdentity(id, secret, secret, "127.0.0.9");
    }

    private static RouteClaim claimed(long fence, String... former) {
        return new RouteClaim.Claimed(fence, List.of(former).stream().findFirst());
    }

    private Path hold(Transport transport) {
        Path path = new Path(transport);
        devices.hold(identity("100000001"), path);
        return path;
    }

    private void heardAfter(Path path, int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
            devices.sweep();
        }
        devices.heard(devices.find("100000001").orElseThrow(), path);
    }

    @Test
    void aHeartbeatOfAClaimedDeviceAsksTheStoreNothing() {
        registry.claims.add(claimed(5));
        Path path = hold(Transport.UDP);
        for (int i = 0; i < 40; i++) {
            heardAfter(path, 15);
        }
        assertThat(registry.claimsMade()).isEqualTo(1);
    }

    @Test
    void aDeviceThatWasSilentLongerThanOneHeartbeatIsClaimedAgain() {
        registry.claims.add(claimed(5));
        registry.claims.add(claimed(9));
        Path path = hold(Transport.UDP);
        heardAfter(path, 24);
        assertThat(registry.claimed).containsExactly(Duration.ZERO, Duration.ZERO);
    }

    @Test
    void aClaimThatFailedIsMadeAgainWithTheNextHeartbeat() {
        registry.claims.add(new RouteClaim.Unavailable());
        registry.claims.add(claimed(5));
        Path path = hold(Transport.UDP);
        heardAfter(path, 15);
        heardAfter(path, 15);
        assertThat(registry.claimsMade()).isEqualTo(2);
    }

    @Test
    void aClaimOfAConnectionThatIsMadeLaterSaysHowOldItIs() {
        registry.claims.add(new RouteClaim.Unavailable());
        registry.claims.add(claimed(5));
        hold(Transport.TCP);
        clock.addAndGet(Duration.ofSeconds(60).toNanos());
        devices.sweep();
        assertThat(registry.claimed).containsExactly(Duration.ZERO, Duration.ofSeconds(60));
    }

    @Test
    void aHeartbeatThatWaitedWhileThisProcessStoodStillIsClaimedAsOldAsItMayBe() {
        registry.claims.add(claimed(5));
        devices.sweep();
        clock.addAndGet(Duration.ofSeconds(10).toNanos());
        hold(Transport.UDP);
        assertThat(registry.claimed).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void aHeartbeatIsAsOldRightAfterThePauseWasNoticedAndNoLaterOn() {
        devices.sweep();
        clock.addAndGet(Duration.ofSeconds(10).toNanos());
        devices.sweep();
        Path path = hold(Transport.UDP);
        clock.addAndGet(Duration.ofMillis(900).toNanos());
        devices.heard(devices.find("100000001").orElseThrow(), path);
        heardAfter(path, 1);
        assertThat(registry.claimed).containsExactly(
                Duration.ofSeconds(10), Duration.ofMillis(10_900), Duration.ZERO);
    }

    @Test
    void aDeviceThatIsOnlineHereIsClaimedAgainWhenItsRouteIsMissing() {
        registry.claims.add(claimed(5));
        registry.claims.add(claimed(9));
        hold(Transport.UDP);
        assertThat(devices.routeMissing("100000001")).isPresent();
        assertThat(registry.claimsMade()).isEqualTo(2);
        assertThat(devices.routeMissing("100000002")).isEmpty();
    }

    @Test
    void aConnectionThatEndedWhileTheStoreWasAskedDisplacesNobody() {
        registry.claims.add(claimed(5));
        Path path = hold(Transport.TCP);
        Path late = new Path(Transport.TCP);
        late.close();
        devices.hold(identity("100000001"), late);
        assertThat(devices.find("100000001").orElseThrow().path()).isSameAs(path);
        assertThat(path.isOpen()).isTrue();
    }

    @Test
    void aFormerHolderIsTold() {
        devices.onTakenOver((node, id, fence) -> told.add(node + " " + id + " " + fence));
        registry.claims.add(claimed(5, "node-2"));
        hold(Transport.UDP);
        assertThat(told).containsExactly("node-2 100000001 5");
    }

    @Test
    void aDeviceThatAnotherNodeHasHeardSinceIsLetGo() {
        registry.claims.add(new RouteClaim.Superseded());
        Path path = hold(Transport.TCP);
        assertThat(devices.find("100000001")).isEmpty();
        assertThat(path.isOpen()).isFalse();
        assertThat(registry.released).isEmpty();
        assertThat(outcomes).containsExactly(RegistrationOutcome.MOVED);
    }

    @Test
    void aDeviceIsLetGoWhenItsNextHolderSaysSo() {
        registry.claims.add(claimed(5));
        Path path = hold(Transport.TCP);
        devices.moved("100000001", 5);
        assertThat(devices.find("100000001")).isPresent();
        devices.moved("100000001", 6);
        assertThat(devices.find("100000001")).isEmpty();
        assertThat(path.isOpen()).isFalse();
        assertThat(registry.released).isEmpty();
    }

    @Test
    void theRouteOfADeviceThatGoesWhileItIsClaimedAgainIsReleased() {
        registry.claims.add(claimed(5));
        registry.claims.add(new RouteClaim.Unavailable());
        Path path = hold(Transport.UDP);
        heardAfter(path, 24);
        clock.addAndGet(Duration.ofSeconds(31).toNanos());
        devices.sweep();
        assertThat(registry.released).containsExactly(5L);
    }

    @Test
    void aDeviceThatIsOnlineHereIsFoundWithoutTheStore() {
        registry.claims.add(claimed(5));
        hold(Transport.UDP);
        assertThat(devices.locate("100000001")).contains(new Located.Known(
                identity("100000001"), Optional.of(new Route("node-1", Transport.UDP, ADDRESS, 5))));
        clock.addAndGet(Duration.ofSeconds(31).toNanos());
        assertThat(devices.locate("100000001")).isEmpty();
    }

    @Test
    void whatASharedStoreKnowsCountsMoreThanWhatIsHeld() throws Exception {
        registry.claims.add(claimed(5));
        hold(Transport.UDP);
        Route elsewhere = new Route("node-2", Transport.UDP, ADDRESS, 6);
        registry.located = new Located.Known(identity("100000001"), Optional.of(elsewhere));
        DeviceLookup lookup = new DeviceLookup(registry, devices);
        assertThat(lookup.locate("100000001").toCompletableFuture().get()).isEqualTo(registry.located);
        for (Located without : List.of(new Located.Unknown(), new Located.Unavailable())) {
            registry.located = without;
            assertThat(lookup.locate("100000001").toCompletableFuture().get())
                    .isEqualTo(devices.locate("100000001").orElseThrow());
        }
    }

    @Test
    void aStoreThatHasLostEverythingIsToldAllIdentitiesAndRoutes() {
        int many = 5000;
        IntStream.range(0, many).forEach(i -> {
            registry.claims.add(claimed(5));
            devices.hold(identity("device-" + i), new Path(Transport.UDP));
        });
        IntStream.range(0, many).forEach(_ -> registry.claims.add(claimed(7)));

        devices.restore();

        await().untilAsserted(() -> assertThat(registry.claimsMade()).isEqualTo(2 * many));
        assertThat(registry.restored).doesNotHaveDuplicates().hasSize(many);
    }

    @Test
    void aDeviceWhoseIdSomebodyElseTookMeanwhileIsLetGo() {
        registry.claims.add(claimed(5));
        registry.claims.add(claimed(7));
        Path path = hold(Transport.TCP);
        registry.restoring = new io.fairlead.cluster.peer.StoreOutcome.Conflict(Optional.of(identity("another")));
        devices.restore();
        await().untilAsserted(() -> assertThat(registry.released).containsExactly(7L));
        assertThat(devices.find("100000001")).isEmpty();
        assertThat(path.isOpen()).isFalse();
    }

    @Test
    void onlySeveralDevicesAtOneAddressAreACrowd() {
        InetSocketAddress bridge = new InetSocketAddress("172.17.0.1", 4000);
        for (int i = 0; i < 5; i++) {
            devices.hold(identity("100000001"), new Path(Transport.UDP, bridge));
        }
        devices.hold(identity("100000002"), new Path(Transport.UDP, bridge));
        devices.drop("100000001");
        assertThat(crowded).containsExactly(bridge.getAddress());
    }

    @Test
    void aDeviceThatIsGoneIsInNoCrowd() {
        InetSocketAddress bridge = new InetSocketAddress("172.17.0.1", 4000);
        devices.hold(identity("100000001"), new Path(Transport.UDP, bridge));
        devices.drop("100000001");
        devices.hold(identity("100000002"), new Path(Transport.UDP, bridge));
        devices.hold(identity("100000002"), new Path(Transport.UDP, ADDRESS));
        devices.hold(identity("100000003"), new Path(Transport.UDP, bridge));
        assertThat(crowded).isEmpty();
    }
}
