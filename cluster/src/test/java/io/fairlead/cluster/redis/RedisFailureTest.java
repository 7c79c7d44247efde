package io.fairlead.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.Transport;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.Located;
import io.fairlead.cluster.peer.OnlineStates;
import io.fairlead.cluster.peer.RouteClaim;
import io.fairlead.cluster.peer.StoreOutcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the registry answers while Redis is away, and when it is back. */
class RedisFailureTest {
    private static final InetSocketAddress OBSERVED = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4000);

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    private RedisSetup started(RedisSetup setup) {
        opened.add(setup);
        return setup;
    }

    private TestNode node(RedisConfig config, String nodeId) {
        // Replicas that have just begun may not have caught up.
        TestNode node = Awaitility.await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(RedisUnreachableException.class)
                .until(() -> TestNode.open(config, nodeId), opened -> true);
        opened.add(node::end);
        return node;
    }

    private static RedisConfig quick(RedisSetup redis, int replicas) {
        return new RedisConfig(
                redis.url(), Optional.empty(), Optional.empty(), Duration.ofMillis(500), "fairlead", replicas);
    }

    /** For many writes at once, which a busy machine takes its time for. */
    private static RedisConfig patient(RedisSetup redis, int replicas) {
        return new RedisConfig(
                redis.url(), Optional.empty(), Optional.empty(), Duration.ofSeconds(10), "fairlead", replicas);
    }

    @Test
    void redisThatIsGoneIsUnavailableAtOnceAndWorksAgainWhenItIsBack() throws Exception {
        RedisSetup redis = started(RedisSetup.single("--appendonly", "yes", "--appendfsync", "always"));
        TestNode node = node(quick(redis, 0), "node");
        DeviceIdentity device = device("100000001", "uuid");
        await(node.store(device, Optional.empty()));
        AtomicInteger lost = new AtomicInteger();
        node.onLost(lost::incrementAndGet);

        redis.process(0).kill();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !node.store().isConnected());
        long asked = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            assertThat(await(node.locate("100000001"))).isEqualTo(new Located.Unavailable());
            assertThat(await(node.store(device, Optional.of(device)))).isEqualTo(new StoreOutcome.Unavailable());
        }
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
        assertThat(await(node.online(List.of("100000001")))).isEqualTo(new OnlineStates.Unavailable());
        assertThat(claim(node, "node")).isEqualTo(new RouteClaim.Unavailable());
        assertThat(node.leases().live()).containsOnlyKeys("node");

        redis.process(0).start();
        Awaitility.await().atMost(Duration.ofSeconds(3))
                .until(() -> await(node.locate("100000001")) instanceof Located.Known);
        assertThat(claim(node, "node")).isInstanceOf(RouteClaim.Claimed.class);
        assertThat(await(node.store(device("100000002", "uuid"), Optional.empty())))
                .isEqualTo(new StoreOutcome.Stored());
        assertThat(lost).hasValue(0);
    }

    @Test
    void aRedisThatComesBackEmptyIsFilledAgainBeforeItTakesNewIds() throws Exception {
        filledAgain(started(RedisSetup.single()));
    }

    @Test
    void aMasterOfARedisClusterThatComesBackEmptyIsFilledAgainToo() throws Exception {
        filledAgain(started(RedisSetup.cluster()));
    }

    private void filledAgain(RedisSetup redis) throws Exception {
        TestNode holder = node(quick(redis, 0), "holder");
        TestNode other = node(quick(redis, 0), "other");
        String id = idOnFirst(holder.store(), redis.process(0).port(), 0);
        String newcomer = idOnFirst(holder.store(), redis.process(0).port(), 1);
        DeviceIdentity device = device(id, "uuid");
        assertThat(await(holder.store(device, Optional.empty()))).isEqualTo(new StoreOutcome.Stored());
        AtomicInteger lost = new AtomicInteger();
        holder.onLost(() -> {
            lost.incrementAndGet();
            holder.restore(device);
            holder.claimRoute(id, "holder", Transport.UDP, OBSERVED, Duration.ofSeconds(1));
        });

        redis.process(0).kill();
        redis.process(0).start();

        // A thief asks at once and goes on asking; nobody may hear that the id is unknown either.
        DeviceIdentity thief = device(id, "thief");
        Awaitility.await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(2)).until(() -> {
            assertThat(await(other.store(thief, Optional.empty()))).isNotEqualTo(new StoreOutcome.Stored());
            Located located = await(other.locate(id));
            assertThat(located).isNotEqualTo(new Located.Unknown());
            assertThat(await(other.store(device, Optional.of(device)))).isNotEqualTo(
                    new StoreOutcome.Conflict(Optional.empty()));
            return located instanceof Located.Known known && known.route().isPresent();
        });
        long restored = System.nanoTime();
        assertThat(lost).hasValue(1);
        assertThat(await(other.store(thief, Optional.empty())))
                .isEqualTo(new StoreOutcome.Conflict(Optional.of(device)));
        assertThat(await(other.store(device(newcomer, "uuid"), Optional.empty())))
                .isEqualTo(new StoreOutcome.Unavailable());
        assertThat(await(other.locate(newcomer))).isEqualTo(new Located.Unavailable());

        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> await(
                other.store(device(newcomer, "uuid"), Optional.empty())) instanceof StoreOutcome.Stored);
        assertThat(Duration.ofNanos(System.nanoTime() - restored)).isGreaterThan(Duration.ofSeconds(6));
        assertThat(lost).hasValue(1);
    }

    /** The n-th id whose device the server at this port holds. */
    private static String idOnFirst(RedisStore store, int port, int n) {
        int skipped = 0;
        for (int i = 0;; i++) {
            String id = "10000" + i;
            if (!store.isCluster() || masterPort(store, id) == port) {
                if (skipped++ == n) {
                    return id;
                }
            }
        }
    }

    private static int masterPort(RedisStore store, String id) {
        byte[] key = store.keys().device(id);
        int slot = io.lettuce.core.cluster.SlotHash.getSlot(key);
        // As the set-up gives slots out: the first server has the lowest third.
        return slot < 16_384 / 3 ? portOfSlotZero(store) : -1;
    }

    private static int portOfSlotZero(RedisStore store) {
        List<Object> slots = await(store.commands().clusterSlots());
        for (Object range : slots) {
            List<?> parts = (List<?>) range;
            if ((Long) parts.getFirst() == 0) {
                return ((Long) ((List<?>) parts.get(2)).get(1)).intValue();
            }
        }
        throw new AssertionError("slot 0 has no master");
    }

    @Test
    void aRedisThatStandsStillIsUnavailableWithinTheTimeOut() throws Exception {
        RedisSetup redis = started(RedisSetup.single());
        TestNode node = node(quick(redis, 0), "node");
        await(node.store(device("100000001", "uuid"), Optional.empty()));
        await(node.claimRoute("100000001", "node", Transport.UDP, OBSERVED, Duration.ZERO));

        redis.process(0).freeze();
        long asked = System.nanoTime();
        assertThat(await(node.locate("100000001"))).isEqualTo(new Located.Unavailable());
        assertThat(Duration.ofNanos(System.nanoTime() - asked))
                .isBetween(Duration.ofMillis(400), Duration.ofSeconds(3));
        // Longer than leases last: none may end because of it.
        Awaitility.await().pollDelay(Duration.ofSeconds(4)).atMost(Duration.ofSeconds(5)).until(() -> true);
        redis.process(0).thaw();

        Awaitility.await().atMost(Duration.ofSeconds(5))
                .until(() -> await(node.locate("100000001")) instanceof Located.Known);
        assertThat(((Located.Known) await(node.locate("100000001"))).route()).isPresent();
    }

    @Test
    void whatReplicasHaveOutlivesTheMaster() throws Exception {
        RedisSetup redis = started(RedisSetup.sentinel());
        TestNode node = node(patient(redis, 1), "node");
        AtomicInteger lost = new AtomicInteger();
        node.onLost(lost::incrementAndGet);
        List<CompletionStage<StoreOutcome>> stores = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            stores.add(node.store(device("1" + i, "uuid"), Optional.empty()));
        }
        stores.forEach(store -> assertThat(await(store)).isEqualTo(new StoreOutcome.Stored()));

        redis.process(0).kill();

        Awaitility.await().atMost(Duration.ofSeconds(30))
                .until(() -> await(node.locate("10")) instanceof Located.Known);
        for (int i = 0; i < 2000; i++) {
            assertThat(await(node.locate("1" + i))).isInstanceOf(Located.Known.class);
        }
        assertThat(lost).hasValue(0);
        // There is no replica any more.
        assertThat(await(node.store(device("2", "uuid"), Optional.empty())))
                .isEqualTo(new StoreOutcome.Unavailable());
    }

    @Test
    void whatReplicasOfARedisClusterHaveOutlivesAMaster() throws Exception {
        RedisSetup redis = started(RedisSetup.clusterWithReplicas());
        TestNode node = node(patient(redis, 1), "node");
        AtomicInteger lost = new AtomicInteger();
        node.onLost(lost::incrementAndGet);
        List<CompletionStage<StoreOutcome>> stores = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            stores.add(node.store(device("1" + i, "uuid"), Optional.empty()));
        }
        stores.forEach(store -> assertThat(await(store)).isEqualTo(new StoreOutcome.Stored()));

        redis.process(0).kill();

        for (int i = 0; i < 500; i++) {
            String id = "1" + i;
            Awaitility.await().atMost(Duration.ofSeconds(30)).pollDelay(Duration.ZERO)
                    .until(() -> await(node.locate(id)) instanceof Located.Known);
        }
        assertThat(lost).hasValue(0);
    }

    @Test
    void aMasterThatStandsStillIsLeftForTheOneThatSentinelsChoose() throws Exception {
        RedisSetup redis = started(RedisSetup.sentinel());
        TestNode node = node(quick(redis, 0), "node");
        await(node.store(device("100000001", "uuid"), Optional.empty()));
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(
                () -> redis.process(1).ask("EXISTS", "fairlead:epoch").equals("1")
                        && redis.process(1).ask("DBSIZE").equals("3"));

        redis.process(0).freeze();

        Awaitility.await().atMost(Duration.ofSeconds(30))
                .until(() -> await(node.locate("100000001")) instanceof Located.Known);
        assertThat(redis.process(1).ask("ROLE")).startsWith("master");
        assertThat(await(node.store(device("100000002", "uuid"), Optional.empty())))
                .isEqualTo(new StoreOutcome.Stored());
    }

    private static RouteClaim claim(TestNode node, String nodeId) {
        return await(node.claimRoute("100000001", nodeId, Transport.UDP, OBSERVED, Duration.ZERO));
    }

    private static DeviceIdentity device(String id, String uuid) {
        return new DeviceIdentity(id, OpaqueBytes.copyOf(uuid.getBytes(StandardCharsets.UTF_8)),
                OpaqueBytes.copyOf(new byte[32]), "192.0.2.1");
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
