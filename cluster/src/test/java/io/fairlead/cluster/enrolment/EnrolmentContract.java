package io.fairlead.cluster.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.enrolment.DeviceRule.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every place for the operator's word must do: for the commands that write it, and for a server that follows. */
public abstract class EnrolmentContract {
    protected static final OpaqueBytes DEVICE = uuid("device");
    protected static final OpaqueBytes STRANGER = uuid("stranger");

    private EnrolmentBook book;
    private EnrolmentRegistry registry;
    private final List<String> dropped = Collections.synchronizedList(new ArrayList<>());

    /** Opens the place, in which nothing has been said, as a command does. */
    protected abstract EnrolmentBook openBook() throws Exception;

    /** Begins to follow the same place as a server does. */
    protected abstract EnrolmentRegistry openRegistry() throws Exception;

    @BeforeEach
    void openBoth() throws Exception {
        registry = openRegistry();
        registry.onDropped(dropped::add);
        book = openBook();
    }

    @AfterEach
    void closeBoth() throws Exception {
        book.close();
        registry.close();
    }

    protected static OpaqueBytes uuid(String text) {
        return OpaqueBytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }

    private void awaitPending(String... ids) {
        await().untilAsserted(() -> assertThat(book.pending().stream().map(EnrolmentBook.Pending::id))
                .containsExactlyInAnyOrder(ids));
    }

    @Test
    void nothingIsSaidAtFirst() throws Exception {
        assertThat(registry.current()).isEqualTo(Enrolment.NONE);
        assertThat(book.read()).isEqualTo(Enrolment.NONE);
        assertThat(book.pending()).isEmpty();
    }

    @Test
    void anApprovedIdIsAnybodysUntilItIsBound() throws Exception {
        book.approve("a", "acme");
        await().until(() -> registry.current().approves("a", DEVICE));
        assertThat(registry.current().approves("a", STRANGER)).isTrue();
        assertThat(registry.current().approves("b", DEVICE)).isFalse();
        assertThat(registry.current().tenant("a", DEVICE)).isEqualTo("acme");
        assertThat(book.read().byId()).isEqualTo(Map.of("a", new DeviceRule(State.APPROVED, "acme")));
    }

    @Test
    void anApprovalIsBoundToTheDeviceThatWasRefused() throws Exception {
        registry.refused("a", DEVICE, "192.0.2.1");
        awaitPending("a");
        book.approve("a", "");
        await().until(() -> registry.current().approves("a", DEVICE));
        assertThat(registry.current().approves("a", STRANGER)).isFalse();
        awaitPending();

        book.approve("a", "acme");
        await().until(() -> registry.current().tenant("a").equals("acme"));
        assertThat(registry.current().approves("a", STRANGER)).isFalse();
    }

    @Test
    void anotherDeviceThatTakesABoundIdIsPending() throws Exception {
        registry.refused("a", DEVICE, "192.0.2.1");
        awaitPending("a");
        book.approve("a", "");
        registry.refused("a", STRANGER, "192.0.2.2");
        awaitPending("a");
        assertThat(book.pending().getFirst().uuidHash()).isEqualTo(UuidHash.of(STRANGER));
    }

    @Test
    void refusalsAreCountedAndTheLastAddressIsShown() {
        registry.refused("a", DEVICE, "192.0.2.1");
        awaitPending("a");
        registry.refused("a", STRANGER, "192.0.2.2");
        registry.refused("a", STRANGER, "2001:db8::1");
        await().untilAsserted(() -> {
            EnrolmentBook.Pending pending = book.pending().getFirst();
            assertThat(pending.attempts()).isEqualTo(3);
            assertThat(pending.ip()).isEqualTo("2001:db8::1");
            assertThat(pending.uuidHash()).isEqualTo(UuidHash.of(STRANGER));
            assertThat(pending.lastSeen())
                    .isBetween(System.currentTimeMillis() / 1000 - 60, System.currentTimeMillis() / 1000);
        });
    }

    @Test
    void aDeviceIsApprovedByItsUuidWhicheverIdItTakes() throws Exception {
        registry.refused("a", DEVICE, "192.0.2.1");
        awaitPending("a");
        book.approveUuid(UuidHash.of(DEVICE), "acme");
        await().until(() -> registry.current().approves("b", DEVICE));
        assertThat(registry.current().approves("b", STRANGER)).isFalse();
        assertThat(registry.current().tenant("b", DEVICE)).isEqualTo("acme");
        awaitPending();
    }

    @Test
    void aDeviceThatRegistersByItsUuidHasTheIdForItself() throws Exception {
        book.approveUuid(UuidHash.of(DEVICE), "acme");
        await().until(() -> registry.current().approves("a", DEVICE));
        registry.registered("a", DEVICE, "acme");
        await().until(() -> registry.current().byId().containsKey("a"));
        registry.registered("a", STRANGER, "other");
        registry.registered("b", STRANGER, "other");
        await().until(() -> registry.current().byId().containsKey("b"));

        assertThat(registry.current().uuids().get("a")).isEqualTo(UuidHash.of(DEVICE));
        assertThat(registry.current().tenant("a")).isEqualTo("acme");
    }

    @Test
    void anUnblockedIdKeepsItsTenantAndItsDevice() throws Exception {
        registry.refused("a", DEVICE, "192.0.2.1");
        awaitPending("a");
        book.approve("a", "acme");
        book.block("a");
        book.unblock("a");
        assertThat(book.read().byId()).isEqualTo(Map.of("a", new DeviceRule(State.APPROVED, "acme")));
        await().until(() -> registry.current().approves("a", DEVICE));
        assertThat(registry.current().approves("a", STRANGER)).isFalse();
    }

    @Test
    void nothingIsSaidOfAnIdThatWasNotBlocked() throws Exception {
        book.unblock("a");
        book.remove("b");
        book.unblock("b");
        assertThat(book.read().byId()).isEmpty();
        assertThat(book.read().removed()).containsOnlyKeys("b");
    }

    @Test
    void aBlockedIdIsDroppedOnce() throws Exception {
        book.approve("a", "acme");
        await().until(() -> registry.current().approves("a", DEVICE));
        book.block("a");
        book.block("b");
        await().until(() -> registry.current().blocks("a") && registry.current().blocks("b"));
        await().untilAsserted(() -> assertThat(dropped).containsExactlyInAnyOrder("a", "b"));
        assertThat(registry.current().tenant("a")).isEqualTo("acme");

        book.approve("a", "acme");
        await().until(() -> registry.current().approves("a", DEVICE));
        assertThat(dropped).hasSize(2);
    }

    @Test
    void aRemovedIdIsDroppedAndMayBeTakenByAnother() throws Exception {
        registry.registered("a", DEVICE, "");
        await().until(() -> registry.current().byId().containsKey("a"));
        book.remove("a");
        await().until(() -> registry.current().removed().keySet().equals(Set.of("a")));
        await().untilAsserted(() -> assertThat(dropped).containsExactly("a"));
        assertThat(registry.current().byId()).isEmpty();

        registry.registered("a", STRANGER, "");
        await().until(() -> UuidHash.of(STRANGER).equals(registry.current().uuids().get("a")));
        assertThat(registry.current().removed()).isEmpty();
    }

    @Test
    void anIdThatIsRemovedAgainIsDroppedAgain() throws Exception {
        book.remove("a");
        await().untilAsserted(() -> assertThat(dropped).containsExactly("a"));
        book.remove("a");
        await().untilAsserted(() -> assertThat(dropped).containsExactly("a", "a"));
        book.approve("a", "");
        await().until(() -> registry.current().approves("a", DEVICE) && registry.current().approves("a", STRANGER));
    }

    @Test
    void whatWasSaidOfAnIdGoesWithItToAnother() throws Exception {
        registry.refused("a", DEVICE, "192.0.2.1");
        awaitPending("a");
        book.approve("a", "acme");
        book.block("blocked");
        await().until(() -> registry.current().approves("a", DEVICE) && registry.current().blocks("blocked"));
        registry.moved("a", "b");
        registry.moved("blocked", "c");
        registry.moved("unknown", "d");
        await().until(() -> registry.current().approves("b", DEVICE));

        assertThat(registry.current().approves("b", STRANGER)).isFalse();
        assertThat(registry.current().byId().keySet()).containsExactlyInAnyOrder("b", "blocked");
        assertThat(registry.current().tenant("b")).isEqualTo("acme");
    }

    @Test
    void whatWasRefusedIsWrittenWithTheClose() throws Exception {
        EnrolmentRegistry ending = openRegistry();
        ending.refused("a", DEVICE, "192.0.2.1");
        ending.close();

        assertThat(book.pending()).hasSize(1);
    }
}
