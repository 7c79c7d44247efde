package io.fairlead.cluster.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.Transport;
import io.fairlead.cluster.peer.Located.Known;
import io.fairlead.cluster.peer.StoreOutcome.Conflict;
import io.fairlead.cluster.peer.StoreOutcome.Stored;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link PeerRegistry} must do when a device changes its id. */
public abstract class PeerRegistryMoveContract {
    private static final DeviceIdentity DEVICE = device("100000001", "uuid", "key");

    private PeerRegistry registry;

    /** Opens a registry that nothing is stored in. */
    protected abstract PeerRegistry open() throws Exception;

    @BeforeEach
    void openRegistry() throws Exception {
        registry = open();
        assertThat(storeNew(DEVICE)).isEqualTo(new Stored());
    }

    @AfterEach
    void closeRegistry() {
        registry.close();
    }

    @Test
    void aMovedDeviceIsFoundUnderItsNewIdAlone() {
        await(registry.claimRoute("100000001", "node", Transport.UDP,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), Duration.ZERO));

        assertThat(await(registry.move(DEVICE, "Laptop", Duration.ZERO))).isEqualTo(new MoveOutcome.Moved());

        assertThat(await(registry.locate("Laptop")))
                .isEqualTo(new Known(device("Laptop", "uuid", "key"), Optional.empty()));
        assertThat(await(registry.locate("100000001"))).isEqualTo(new Located.Unknown());
    }

    @Test
    void theOldIdIsFreeAtOnceWhenItIsNotHeld() {
        await(registry.move(DEVICE, "Laptop", Duration.ZERO));

        DeviceIdentity another = device("100000001", "another", "key");
        assertThat(storeNew(another)).isEqualTo(new Stored());
        assertThat(await(registry.locate("100000001"))).isEqualTo(new Known(another, Optional.empty()));
    }

    @Test
    void anIdThatIsTakenChangesNothing() {
        DeviceIdentity other = device("Laptop", "other", "key");
        storeNew(other);

        assertThat(await(registry.move(DEVICE, "Laptop", Duration.ofHours(1)))).isEqualTo(new MoveOutcome.Taken());

        assertThat(await(registry.locate("Laptop"))).isEqualTo(new Known(other, Optional.empty()));
        assertThat(await(registry.locate("100000001"))).isEqualTo(new Known(DEVICE, Optional.empty()));
    }

    @Test
    void aDeviceThatIsNotAsExpectedIsNotMoved() {
        assertThat(await(registry.move(device("100000001", "other uuid", "key"), "Laptop", Duration.ZERO)))
                .isEqualTo(new MoveOutcome.Conflict(Optional.of(DEVICE)));
        assertThat(await(registry.move(device("100000002", "uuid", "key"), "Laptop", Duration.ZERO)))
                .isEqualTo(new MoveOutcome.Conflict(Optional.empty()));

        assertThat(await(registry.locate("Laptop"))).isEqualTo(new Located.Unknown());
        assertThat(await(registry.locate("100000001"))).isEqualTo(new Known(DEVICE, Optional.empty()));
    }

    @Test
    void aHeldIdKeepsItsUuidButNoKeyAndNoRoute() {
        await(registry.claimRoute("100000001", "node", Transport.UDP,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), Duration.ZERO));
        await(registry.move(DEVICE, "Laptop", Duration.ofHours(1)));

        DeviceIdentity held = new DeviceIdentity("100000001", DEVICE.uuid(), OpaqueBytes.EMPTY, "");
        assertThat(await(registry.locate("100000001"))).isEqualTo(new Known(held, Optional.empty()));
        assertThat(storeNew(device("100000001", "another", "key"))).isEqualTo(new Conflict(Optional.of(held)));
        storeNew(device("another01", "another", "key"));
        assertThat(await(registry.move(device("another01", "another", "key"), "100000001", Duration.ZERO)))
                .isEqualTo(new MoveOutcome.Taken());
    }

    @Test
    void itsOwnerGetsAHeldIdBackForGood() {
        await(registry.move(DEVICE, "Laptop", Duration.ofSeconds(1)));
        DeviceIdentity held = new DeviceIdentity("100000001", DEVICE.uuid(), OpaqueBytes.EMPTY, "");

        assertThat(await(registry.store(DEVICE, Optional.of(held)))).isEqualTo(new Stored());

        assertThat(await(registry.move(device("Laptop", "uuid", "key"), "Laptop2", Duration.ofSeconds(1))))
                .isEqualTo(new MoveOutcome.Moved());
        // The hold of 'Laptop' began later than that of the first id and has the same length.
        Awaitility.await().atMost(Duration.ofSeconds(10))
                .until(() -> await(registry.locate("Laptop")) instanceof Located.Unknown);
        assertThat(await(registry.locate("100000001"))).isEqualTo(new Known(DEVICE, Optional.empty()));
    }

    @Test
    void anIdIsFreeWhenItsTimeIsOver() {
        await(registry.move(DEVICE, "Laptop", Duration.ofSeconds(1)));
        DeviceIdentity another = device("100000001", "another", "other key");

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> storeNew(another) instanceof Stored);

        assertThat(await(registry.locate("100000001"))).isEqualTo(new Known(another, Optional.empty()));
        await(registry.move(device("Laptop", "uuid", "key"), "Desktop", Duration.ofSeconds(1)));
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> await(registry.move(another, "Laptop",
                Duration.ZERO)) instanceof MoveOutcome.Moved);
    }

    @Test
    void ofTwoThatWantOneIdOneGetsIt() {
        List<DeviceIdentity> devices = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            devices.add(device("20000000" + i, "uuid" + i, "key"));
            storeNew(devices.getLast());
        }
        List<CompletionStage<MoveOutcome>> moves = devices.stream()
                .map(device -> registry.move(device, "wanted", Duration.ZERO))
                .toList();

        assertThat(moves.stream().map(PeerRegistryMoveContract::await)
                .filter(MoveOutcome.Moved.class::isInstance)).hasSize(1);
    }

    private StoreOutcome storeNew(DeviceIdentity device) {
        return await(registry.store(device, Optional.empty()));
    }

    private static DeviceIdentity device(String id, String uuid, String key) {
        return new DeviceIdentity(id, bytes(uuid), bytes(key), "192.0.2.1");
    }

    private static OpaqueBytes bytes(String text) {
        return OpaqueBytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
