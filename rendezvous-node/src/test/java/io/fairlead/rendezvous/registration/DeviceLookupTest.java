package io.fairlead.rendezvous.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.Transport;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.Located;
import io.fairlead.cluster.peer.Route;
import io.fairlead.cluster.peer.RouteClaim;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.rendezvous.network.Crowds;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of a node that is alone, the memory of which has no keys. */
class DeviceLookupTest {
    private static final String ID = "100000001";
    private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.9", 4000);
    private static final int RECENT = 2;

    private final AtomicLong clock = new AtomicLong();
    private final ScriptedRegistry registry = new ScriptedRegistry();
    private HeldDevices devices;
    private DeviceLookup lookup;

    private record Sender() implements DatagramSender {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void send(RendezvousMessage message, InetSocketAddress to) {
            throw new AssertionError("nothing is sent");
        }
    }

    @BeforeEach
    void alone() {
        registry.shared = false;
        devices = new HeldDevices("node-1", registry, new SilentEvents(), clock::get,
                Duration.ofSeconds(30), new Crowds(0, (_, _) -> {}));
        lookup = new DeviceLookup(registry, devices, RECENT);
    }

    private static OpaqueBytes bytes(String text) {
        return OpaqueBytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }

    private static DeviceIdentity identity(String id, String uuid, String key, String ip) {
        return new DeviceIdentity(id, bytes(uuid), bytes(key), ip);
    }

    private static DeviceIdentity identity(String id) {
        return identity(id, "uuid", "key", "127.0.0.9");
    }

    /** As the real one does: stored, then held. */
    private void register(DeviceIdentity identity) {
        registry.claims.add(new RouteClaim.Claimed(1, Optional.empty()));
        devices.hold(identity, new DatagramPath(new Sender(), ADDRESS));
        stored(identity);
    }

    private void stored(DeviceIdentity identity) {
        registry.located = new Located.Known(identity, devices.route(identity.id()));
    }

    private Located locate(String id) {
        return lookup.locate(id).toCompletableFuture().join();
    }

    private static Located known(DeviceIdentity identity) {
        return new Located.Known(identity, Optional.of(new Route("node-1", Transport.UDP, ADDRESS, 1)));
    }

    @Test
    void theFileIsAskedOnceForADeviceThatIsHeld() {
        register(identity(ID));
        assertThat(locate(ID)).isEqualTo(known(identity(ID)));
        assertThat(locate(ID)).isEqualTo(known(identity(ID)));
        assertThat(registry.asked).containsExactly(ID);
    }

    @Test
    void whileTheFileFailsAHeldDeviceIsNotUnknownAndOneAskedForBeforeIsFound() {
        register(identity(ID));
        locate(ID);
        register(identity("100000002"));
        registry.located = new Located.Unavailable();
        assertThat(locate("100000002")).isEqualTo(new Located.Unavailable());
        assertThat(locate(ID)).isEqualTo(known(identity(ID)));
        stored(identity("100000002"));
        assertThat(locate("100000002")).as("nothing was concluded").isEqualTo(known(identity("100000002")));
    }

    @Test
    void whoseIdentityIsAnotherNowIsNotFoundAsHeWas() {
        for (DeviceIdentity now : new DeviceIdentity[]{
                identity(ID, "uuid", "another key", "127.0.0.9"),
                identity(ID, "another uuid", "key", "127.0.0.9"),
                identity(ID, "uuidk", "ey", "127.0.0.9"),
                identity(ID, "uuid", "key", "127.0.0.8"),
                identity(ID, "uuid", "", "127.0.0.9")}) {
            register(identity(ID));
            assertThat(locate(ID)).isEqualTo(known(identity(ID)));
            register(now);
            assertThat(locate(ID)).isEqualTo(known(now));
        }
    }

    @Test
    void whatTheFileSaidBeforeAChangeIsNotKeptForAfterIt() {
        register(identity(ID));
        DeviceIdentity changed = identity(ID, "uuid", "another key", "127.0.0.9");
        register(changed);
        // The lookup had been answered when the key changed, and its answer came after it.
        stored(identity(ID));
        locate(ID);
        stored(changed);
        assertThat(locate(ID)).isEqualTo(known(changed));
    }

    @Test
    void whoWasDroppedOrIsOfflineIsAsTheFileSays() {
        register(identity(ID));
        locate(ID);
        devices.drop(ID);
        registry.located = new Located.Unknown();
        assertThat(locate(ID)).as("removed, moved to another id").isEqualTo(new Located.Unknown());

        register(identity(ID));
        locate(ID);
        clock.addAndGet(Duration.ofSeconds(31).toNanos());
        stored(identity(ID));
        assertThat(locate(ID)).isEqualTo(new Located.Known(identity(ID), Optional.empty()));
    }

    @Test
    void onlyTheDevicesAskedForLastAreRemembered() {
        for (int i = 0; i <= RECENT; i++) {
            register(identity("device-" + i));
            locate("device-" + i);
        }
        registry.located = new Located.Unavailable();
        assertThat(locate("device-0")).isEqualTo(new Located.Unavailable());
        for (int i = 1; i <= RECENT; i++) {
            assertThat(locate("device-" + i)).isEqualTo(known(identity("device-" + i)));
        }
    }

    @Test
    void whoIsNotHeldIsNotRemembered() {
        registry.located = new Located.Known(identity(ID), Optional.empty());
        locate(ID);
        locate(ID);
        assertThat(registry.asked).containsExactly(ID, ID);
    }
}
