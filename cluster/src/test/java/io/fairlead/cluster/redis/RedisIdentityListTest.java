package io.fairlead.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.IdentityList.Stored;
import io.fairlead.cluster.peer.IdentityPage;
import io.fairlead.cluster.peer.Located;
import io.fairlead.cluster.peer.StoreOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What commands see of, and do to, identities that a server's registry has stored. */
class RedisIdentityListTest {
    @RegisterExtension
    static final SharedRedis REDIS = new SharedRedis();

    private static DeviceIdentity device(String id) {
        return new DeviceIdentity(
                id, OpaqueBytes.copyOf(new byte[]{1}), OpaqueBytes.copyOf(new byte[]{2}), "192.0.2.1");
    }

    private static List<Stored> list(RedisIdentityList identities) {
        List<Stored> all = new ArrayList<>();
        identities.list(all::add);
        return all;
    }

    private static TestNode node() throws InterruptedException {
        TestNode node = TestNode.open(REDIS.config(), "node-1");
        REDIS.closing(node::end);
        return node;
    }

    private static void store(TestNode node, String id) {
        Awaitility.await().until(() -> node.store(device(id), Optional.empty()).toCompletableFuture().join()
                .equals(new StoreOutcome.Stored()));
    }

    @Test
    void aStoreWithoutDevicesIsAnEmptyList() throws Exception {
        assertThat(list(new RedisIdentityList(REDIS.connect()))).isEmpty();
    }

    @Test
    void devicesAreListedByTheirIds() throws Exception {
        TestNode node = node();
        List<CompletableFuture<StoreOutcome>> stored = new ArrayList<>();
        store(node, "b{0}:é");
        for (int i = 0; i < 3000; i++) {
            stored.add(node.store(device("a" + (10_000 + i)), Optional.empty()).toCompletableFuture());
        }
        assertThat(stored).allMatch(outcome -> outcome.join().equals(new StoreOutcome.Stored()));

        List<Stored> all = list(new RedisIdentityList(REDIS.connect()));
        assertThat(all.stream().map(Stored::id)).hasSize(3001).isSorted().contains("a12345", "b{0}:é");
        assertThat(all.getFirst().ip()).isEqualTo("192.0.2.1");
        assertThat(all.getFirst().created()).matches("20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    }

    private static List<String> pages(RedisIdentityList identities, String prefix) {
        List<String> ids = new ArrayList<>();
        String next = "";
        do {
            IdentityPage page = identities.page(prefix, next, 100);
            page.devices().forEach(device -> ids.add(device.id()));
            next = page.next();
        } while (!next.isEmpty());
        return ids;
    }

    @Test
    void pagesHoldAllDevicesOnceAndOnlyThoseThatBeginSo() throws Exception {
        TestNode node = node();
        List<String> ids = new ArrayList<>(List.of("b*", "b[1]", "b?", "b\\x", "bx"));
        for (int i = 0; i < 300; i++) {
            ids.add("a" + (1000 + i));
        }
        ids.forEach(id -> store(node, id));

        RedisIdentityList identities = new RedisIdentityList(REDIS.connect());
        assertThat(pages(identities, "")).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(pages(identities, "a12")).hasSize(100).allMatch(id -> id.startsWith("a12"));
        assertThat(pages(identities, "b*")).containsExactly("b*");
        assertThat(pages(identities, "b[1]")).containsExactly("b[1]");
        assertThat(pages(identities, "b\\")).containsExactly("b\\x");
        assertThat(pages(identities, "none")).isEmpty();
        assertThatThrownBy(() -> identities.page("", "0.1;x", 1)).hasMessageContaining("cursor: '0.1;x'");
    }

    @Test
    void aDeviceThatIsDeletedIsUnknownAndItsIdIsFree() throws Exception {
        TestNode node = node();
        store(node, "a");
        RedisIdentityList identities = new RedisIdentityList(REDIS.connect());

        assertThat(identities.delete("a")).isTrue();
        assertThat(identities.delete("a")).isFalse();
        assertThat(identities.delete("nobody")).isFalse();
        assertThat(list(identities)).isEmpty();
        assertThat(node.locate("a").toCompletableFuture().join()).isInstanceOf(Located.Unknown.class);
        store(node, "a");
        assertThat(Long.parseLong(REDIS.process().ask("TTL", "test:d:{" + bucket("a") + "}a"))).isEqualTo(-1);
    }

    private static String bucket(String id) {
        return String.format("%02x", RedisKeys.bucket(id));
    }

    @Test
    void aRedisThatIsAwayIsSaidToBe() throws Exception {
        RedisIdentityList identities = new RedisIdentityList(REDIS.connect());
        REDIS.process().kill();

        assertThatThrownBy(() -> list(identities)).isInstanceOf(RedisUnreachableException.class)
                .hasMessageStartingWith("redis: ");
        assertThatThrownBy(() -> identities.delete("a")).isInstanceOf(RedisUnreachableException.class);
    }
}
