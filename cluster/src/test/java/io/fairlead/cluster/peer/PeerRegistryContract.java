package io.fairlead.cluster.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.Transport;
import io.fairlead.cluster.peer.Located.Known;
import io.fairlead.cluster.peer.StoreOutcome.Conflict;
import io.fairlead.cluster.peer.StoreOutcome.Stored;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link PeerRegistry} must do; one that is shared also what {@link SharedRoutesContract} says. */
public abstract class PeerRegistryContract {
    private PeerRegistry registry;

    /** Opens a registry that nothing is stored in. */
    protected abstract PeerRegistry open() throws Exception;

    /** The one that is tested. */
    protected PeerRegistry registry() {
        return registry;
    }

    @BeforeEach
    void openRegistry() throws Exception {
        registry = open();
    }

    @AfterEach
    void closeRegistry() {
        registry.close();
    }

    @Test
    void anIdThatNobodyStoredIsUnknown() {
        assertThat(await(registry.locate("100000001"))).isEqualTo(new Located.Unknown());
    }

    @Test
    void aStoredIdentityIsFoundWithEveryPart() {
        DeviceIdentity device = device("100000001", "uuid", "key", "2001:db8::1");

        assertThat(storeNew(device)).isEqualTo(new Stored());

        assertThat(await(registry.locate("100000001"))).isEqualTo(new Known(device, Optional.empty()));
    }

    @Test
    void anAddressIsExpectedByAnyOfItsTexts() {
        storeNew(device("100000001", "uuid", "key", "::ffff:192.0.2.1"));
        DeviceIdentity moved = device("100000001", "uuid", "key", "2001:db8:0:0:0:0:0:1");

        assertThat(await(registry.store(moved, Optional.of(device("100000001", "uuid", "key", "192.0.2.1")))))
                .isEqualTo(new Stored());

        assertThat(await(registry.locate("100000001"))).isEqualTo(
                new Known(device("100000001", "uuid", "key", "2001:db8::1"), Optional.empty()));
    }

    @Test
    void emptyPartsAndForeignLettersComeBackAsTheyWere() {
        DeviceIdentity device = new DeviceIdentity("dévice'\"%_ 編號", OpaqueBytes.EMPTY, OpaqueBytes.EMPTY, "");

        assertThat(storeNew(device)).isEqualTo(new Stored());

        assertThat(await(registry.locate(device.id()))).isEqualTo(new Known(device, Optional.empty()));
    }

    @Test
    void idsDifferByCase() {
        storeNew(device("Laptop-1", "uuid", "key", "192.0.2.1"));

        assertThat(await(registry.locate("laptop-1"))).isEqualTo(new Located.Unknown());
    }

    @Test
    void aVeryLongIdIsNeitherAnErrorNorAnotherId() {
        String longId = "x".repeat(1000);
        DeviceIdentity device = device(longId, "uuid", "key", "192.0.2.1");

        assertThat(storeNew(device)).isEqualTo(new Stored());

        assertThat(await(registry.locate(longId))).isEqualTo(new Known(device, Optional.empty()));
        assertThat(await(registry.locate("x".repeat(100)))).isEqualTo(new Located.Unknown());
    }

    @Test
    void anIdentityIsReplacedWhenTheStoredOneIsAsExpected() {
        DeviceIdentity before = device("100000001", "uuid", "key", "192.0.2.1");
        DeviceIdentity after = device("100000001", "uuid", "new key", "192.0.2.2");
        storeNew(before);

        assertThat(await(registry.store(after, Optional.of(before)))).isEqualTo(new Stored());

        assertThat(await(registry.locate("100000001"))).isEqualTo(new Known(after, Optional.empty()));
    }

    @Test
    void anIdThatExistsIsNotStoredAsNew() {
        DeviceIdentity first = device("100000001", "first", "key", "192.0.2.1");
        storeNew(first);

        assertThat(storeNew(device("100000001", "second", "key", "192.0.2.1")))
                .isEqualTo(new Conflict(Optional.of(first)));

        assertThat(await(registry.locate("100000001"))).isEqualTo(new Known(first, Optional.empty()));
    }

    @Test
    void anIdentityIsNotReplacedWhenAnyPartOfTheStoredOneIsNotAsExpected() {
        DeviceIdentity stored = device("100000001", "uuid", "key", "192.0.2.1");
        storeNew(stored);

        for (DeviceIdentity expected : List.of(device("100000001", "other", "key", "192.0.2.1"),
                device("100000001", "uuid", "other", "192.0.2.1"), device("100000001", "uuid", "key", "192.0.2.9"),
                device("100000002", "uuid", "key", "192.0.2.1"))) {
            assertThat(await(registry.store(device("100000001", "mine", "mine", "192.0.2.3"), Optional.of(expected))))
                    .isEqualTo(new Conflict(Optional.of(stored)));
        }
        assertThat(await(registry.locate("100000001"))).isEqualTo(new Known(stored, Optional.empty()));
    }

    @Test
    void anIdentityIsNotReplacedWhenNoneIsStored() {
        DeviceIdentity device = device("100000001", "uuid", "key", "192.0.2.1");

        assertThat(await(registry.store(device, Optional.of(device)))).isEqualTo(new Conflict(Optional.empty()));

        assertThat(await(registry.locate("100000001"))).isEqualTo(new Located.Unknown());
    }

    @Test
    void ofManyDevicesThatWantANewIdAtOnceExactlyOneGetsIt() {
        List<DeviceIdentity> rivals = IntStream.range(0, 200)
                .mapToObj(i -> device("100000001", "uuid " + i, "key", "192.0.2.1")).toList();

        List<CompletableFuture<StoreOutcome>> outcomes = rivals.parallelStream()
                .map(rival -> registry.store(rival, Optional.empty()).toCompletableFuture()).toList();

        List<DeviceIdentity> winners = new ArrayList<>();
        for (int i = 0; i < rivals.size(); i++) {
            if (await(outcomes.get(i)) instanceof Stored) {
                winners.add(rivals.get(i));
            }
        }
        assertThat(winners).hasSize(1);
        assertThat(outcomes.stream().map(PeerRegistryContract::await).filter(Conflict.class::isInstance).toList())
                .hasSize(199).containsOnly(new Conflict(Optional.of(winners.getFirst())));
        assertThat(await(registry.locate("100000001"))).isEqualTo(new Known(winners.getFirst(), Optional.empty()));
    }

    @Test
    void storesThatFollowEachOtherWithoutWaitingSeeEachOther() {
        List<DeviceIdentity> versions = IntStream.range(0, 50)
                .mapToObj(i -> device("100000001", "uuid", "key", "192.0.2." + i)).toList();
        List<CompletionStage<StoreOutcome>> outcomes = new ArrayList<>();
        outcomes.add(registry.store(versions.getFirst(), Optional.empty()));
        for (int i = 1; i < versions.size(); i++) {
            outcomes.add(registry.store(versions.get(i), Optional.of(versions.get(i - 1))));
        }

        assertThat(outcomes.stream().map(PeerRegistryContract::await).toList()).containsOnly(new Stored());
        assertThat(await(registry.locate("100000001"))).isEqualTo(new Known(versions.getLast(), Optional.empty()));
    }

    @Test
    void aLostIdentityIsRestoredUnlessItsIdIsTaken() {
        DeviceIdentity device = device("100000001", "uuid", "key", "192.0.2.1");
        assertThat(await(registry.restore(device))).isEqualTo(new Stored());
        assertThat(await(registry.restore(device))).isEqualTo(new Stored());

        DeviceIdentity other = device("100000001", "other", "key", "192.0.2.1");
        assertThat(await(registry.restore(other))).isEqualTo(new Conflict(Optional.of(device)));
        assertThat(await(registry.locate("100000001"))).isEqualTo(new Known(device, Optional.empty()));
    }

    @Test
    void onlineOfNobodyIsEmpty() {
        assertThat(await(registry.online(List.of()))).isEqualTo(new OnlineStates.Answered(new BitSet()));
    }

    @Test
    void whatWasStoredBeforeTheCloseIsAnswered() {
        List<CompletionStage<StoreOutcome>> outcomes = IntStream.range(0, 1000)
                .mapToObj(i -> registry.store(device("10000" + i, "uuid", "key", "192.0.2.1"), Optional.empty()))
                .toList();

        registry.close();

        assertThat(outcomes.stream().map(PeerRegistryContract::await).toList()).containsOnly(new Stored());
    }

    @Test
    void afterTheCloseEverythingIsUnavailable() {
        DeviceIdentity device = device("100000001", "uuid", "key", "192.0.2.1");
        storeNew(device);

        registry.close();

        assertThat(await(registry.locate("100000001"))).isEqualTo(new Located.Unavailable());
        assertThat(await(registry.store(device, Optional.of(device)))).isEqualTo(new StoreOutcome.Unavailable());
        assertThat(await(registry.claimRoute("100000001", "node-1", Transport.UDP, observed(4000), Duration.ZERO)))
                .isEqualTo(new RouteClaim.Unavailable());
        assertThat(await(registry.online(List.of("100000001")))).isEqualTo(new OnlineStates.Unavailable());
        registry.releaseRoute("100000001", 1);
        registry.close();
    }

    /** How it ends when a device comes under a new id. */
    protected StoreOutcome storeNew(DeviceIdentity device) {
        return await(registry.store(device, Optional.empty()));
    }

    /** A device whose uuid and key are these letters. */
    protected static DeviceIdentity device(String id, String uuid, String key, String ip) {
        return new DeviceIdentity(id, bytes(uuid), bytes(key), ip);
    }

    /** The outcome, within 20 s. */
    protected static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static OpaqueBytes bytes(String text) {
        return OpaqueBytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }

    /** An address of a device. */
    protected static InetSocketAddress observed(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName("192.0.2.1"), port);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
