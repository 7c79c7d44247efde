package io.fairlead.rendezvous.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.courier.DeviceAnswer;
import io.fairlead.cluster.courier.DevicePush;
import io.fairlead.cluster.courier.NodeCourier;
import io.fairlead.cluster.enrolment.Enrolment;
import io.fairlead.cluster.notes.LocalNotes;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.HeldRoutes;
import io.fairlead.cluster.peer.Located;
import io.fairlead.cluster.peer.MoveOutcome;
import io.fairlead.cluster.peer.OnlineStates;
import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.peer.Route;
import io.fairlead.cluster.peer.RouteClaim;
import io.fairlead.cluster.peer.StoreOutcome;
import io.fairlead.cluster.relay.ConfiguredRelayDirectory;
import io.fairlead.cluster.relay.LocalSessions;
import io.fairlead.metrics.Meters;
import io.fairlead.protocol.crypto.KeyRing;
import io.fairlead.protocol.crypto.ServerKey;
import io.fairlead.protocol.message.PunchHoleRequest;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.rendezvous.EventLog;
import io.fairlead.rendezvous.MeteredEvents;
import io.fairlead.rendezvous.network.BesideRelay;
import io.fairlead.rendezvous.network.Crowds;
import io.fairlead.rendezvous.network.NetworkTable;
import io.fairlead.rendezvous.network.RelayViews;
import io.fairlead.rendezvous.network.SiteRule;
import io.fairlead.rendezvous.registration.DeviceLookup;
import io.fairlead.rendezvous.registration.HeldDevices;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A requester asks for a device whose node cannot be reached: three times, after 3 s and 6 s more, as clients do. */
class LostNodeTest {
    private static final String ID = "100000001";
    private static final PunchHoleRequest REQUEST = PunchHoleRequest.newBuilder().setId(ID).build();

    private final AtomicLong clock = new AtomicLong();
    private final List<RendezvousMessage> told = new ArrayList<>();
    private int pushes;
    private Delivery delivery = Delivery.UNREACHABLE;

    private final PeerRegistry registry = new PeerRegistry() {
        @Override
        public boolean isShared() {
            return true;
        }

        @Override
        public CompletionStage<Located> locate(String id) {
            OpaqueBytes secret = OpaqueBytes.copyOf(new byte[32]);
            Route route = new Route("lost", Transport.UDP, new InetSocketAddress("192.0.2.1", 4000), 1);
            return CompletableFuture.completedStage(new Located.Known(
                    new DeviceIdentity(id, secret, secret, "192.0.2.1"), Optional.of(route)));
        }

        @Override
        public CompletionStage<StoreOutcome> store(DeviceIdentity identity, Optional<DeviceIdentity> expected) {
            throw new AssertionError("nothing is stored here");
        }

        @Override
        public CompletionStage<StoreOutcome> restore(DeviceIdentity identity) {
            throw new AssertionError("nothing is stored here");
        }

        @Override
        public CompletionStage<MoveOutcome> move(DeviceIdentity device, String newId, Duration hold) {
            throw new AssertionError("nothing is moved here");
        }

        @Override
        public CompletionStage<RouteClaim> claimRoute(
                String id, String nodeId, Transport transport, InetSocketAddress observed, Duration heardAgo) {
            throw new AssertionError("nothing is claimed here");
        }

        @Override
        public void releaseRoute(String id, long fence) {
            throw new AssertionError("nothing is claimed here");
        }

        @Override
        public CompletionStage<OnlineStates> online(List<String> ids) {
            throw new AssertionError("nobody asks who is online");
        }

        @Override
        public void askForRoutes(HeldRoutes node) {
            throw new AssertionError("a shared store keeps its routes");
        }

        @Override
        public void onLost(Runnable lost) {
            throw new AssertionError("nothing is lost here");
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    private final NodeCourier courier = new NodeCourier() {
        @Override
        public CompletionStage<Delivery> push(String nodeId, DevicePush push) {
            pushes++;
            return CompletableFuture.completedStage(delivery);
        }

        @Override
        public CompletionStage<Delivery> answer(DeviceAnswer answer) {
            throw new AssertionError("nobody answers");
        }

        @Override
        public CompletionStage<Void> holdRequester(InetSocketAddress requester) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void releaseRequester(InetSocketAddress requester) {
            // Nothing is kept.
        }

        @Override
        public void moved(String formerNode, String deviceId, long fence) {
            throw new AssertionError("nothing is claimed here");
        }
    };

    private final Requester requester = new Requester() {
        @Override
        public InetSocketAddress address() {
            return new InetSocketAddress("192.0.2.9", 5000);
        }

        @Override
        public Transport transport() {
            return Transport.TCP;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public Delivery send(RendezvousMessage message) {
            told.add(message);
            return Delivery.DELIVERED;
        }
    };

    private ConnectService service() {
        MeteredEvents events = new MeteredEvents(new Meters(), new EventLog(LoggerFactory.getLogger("test")));
        HeldDevices devices = new HeldDevices("here", registry, events, clock::get, Duration.ofSeconds(30),
                new Crowds(0, events::masquerade));
        return Connects.service(new Connects.Parts(
                new DeviceLookup(registry, devices),
                endpoint -> courier,
                devices,
                new RelaySelector(new ConfiguredRelayDirectory(
                        List.of(), Duration.ofSeconds(3), Duration.ofSeconds(3)), "", new Random(1)),
                new LocalSessions(clock::get, Duration.ofSeconds(3)),
                new LocalNotes(clock::get),
                KeyRing.of(new ServerKey("", Optional.empty())),
                () -> Enrolment.NONE,
                new AddressSelection(
                        () -> new RelayViews(NetworkTable.of(List.of()), BesideRelay.UNKNOWN), List::of, _ -> false),
                SiteRule.DEFAULT,
                () -> false,
                new PunchLog(),
                events,
                clock::get,
                InstantSource.system()));
    }

    private void askAfter(ConnectService service, int seconds) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
        service.punchHole(requester, REQUEST);
    }

    @Test
    void theLastOfItsTriesIsAnsweredInsteadOfSilence() {
        ConnectService service = service();
        askAfter(service, 0);
        askAfter(service, 3);
        assertThat(told).isEmpty();

        askAfter(service, 6);

        assertThat(pushes).isEqualTo(3);
        assertThat(told).singleElement().satisfies(answer -> assertThat(
                answer.getPunchHoleResponse().getOtherFailure()).contains("Try again"));
    }

    @Test
    void aDeviceThatCameToAnotherNodeMeanwhileIsWaitedFor() {
        ConnectService service = service();
        askAfter(service, 0);
        askAfter(service, 3);
        delivery = Delivery.DELIVERED;
        askAfter(service, 6);
        assertThat(told).isEmpty();
    }

    @Test
    void anotherDeviceIsAskedForAnew() {
        ConnectService service = service();
        askAfter(service, 0);
        clock.addAndGet(Duration.ofSeconds(9).toNanos());
        service.punchHole(requester, REQUEST.toBuilder().setId("100000002").build());
        assertThat(told).isEmpty();
    }
}
