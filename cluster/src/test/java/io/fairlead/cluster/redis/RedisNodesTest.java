package io.fairlead.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.Transport;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.Located.Known;
import io.fairlead.cluster.peer.OnlineStates;
import io.fairlead.cluster.peer.Route;
import io.fairlead.cluster.peer.RouteClaim;
import io.fairlead.cluster.peer.StoreOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several nodes share one Redis. */
class RedisNodesTest {
    private static final InetSocketAddress OBSERVED = new InetSocketAddress(
            InetAddress.ofLiteral("2001:db8::1"), 65_535);

    private static RedisSetup redis;

    private RedisConfig config;
    private TestNode one;
    private TestNode two;

    @BeforeAll
    static void startRedis() throws IOException {
        redis = RedisSetup.single();
    }

    @AfterAll
    static void endRedis() {
        redis.close();
    }

    @BeforeEach
    void open() throws InterruptedException {
        config = redis.fresh();
        one = TestNode.open(config, "one");
        two = TestNode.open(config, "two");
    }

    @AfterEach
    void close() {
        one.end();
        two.end();
    }

    @Test
    void nodesKnowEachOtherAndWhatTheyTell() {
        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> one.leases().live().size() == 2);
        assertThat(one.leases().live()).containsEntry("one", "at one").containsEntry("two", "at two");

        two.leases().tell("elsewhere, äß 2");
        Awaitility.await().atMost(Duration.ofSeconds(2))
                .until(() -> "elsewhere, äß 2".equals(one.leases().live().get("two")));
    }

    @Test
    void aRouteOfANodeThatHasJustComeCountsAtOnce() throws InterruptedException {
        store(one, "100000001");
        for (int i = 0; i < 10; i++) {
            String name = "three-" + i;
            // Asked for in vain just before, and so no reason not to ask again.
            await(one.leases().isLiveNow(name));
            TestNode three = TestNode.open(config, name);
            try {
                long fence = claimed(claim(three, "100000001", name, Duration.ZERO)).fence();

                assertThat(await(one.locate("100000001"))).isEqualTo(new Known(device("100000001", "uuid"),
                        Optional.of(new Route(name, Transport.TCP, OBSERVED, fence))));
            } finally {
                three.end();
            }
        }
    }

    @Test
    void aNodeThatGaveItsLeaseUpHoldsNothing() {
        store(one, "100000001");
        claim(two, "100000001", "two", Duration.ZERO);
        Awaitility.await().until(() -> one.leases().isLive("two"));
        assertThat(await(one.online(List.of("100000001")))).isEqualTo(answered(0));

        two.end();

        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> !one.leases().isLive("two"));
        assertThat(await(one.online(List.of("100000001")))).isEqualTo(answered());
        assertThat(((Known) await(one.locate("100000001"))).route()).isEmpty();
        // What it heard later than we did counts no more.
        assertThat(claim(one, "100000001", "one", Duration.ofSeconds(60))).isInstanceOf(RouteClaim.Claimed.class);
    }

    @Test
    void aNodeThatRenewsNoMoreIsGoneWithinItsLease() throws InterruptedException {
        RedisStore store = RedisStore.connect(config, Duration.ofSeconds(5));
        NodeLeases dying = NodeLeases.open(store, "three", "");
        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> one.leases().isLive("three"));
        long died = System.nanoTime();
        store.close();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !one.leases().isLive("three"));
        assertThat(Duration.ofNanos(System.nanoTime() - died)).isBetween(
                Duration.ofMillis(2000), Duration.ofMillis(4500));
        dying.close();
    }

    @Test
    void whoHeardTheDeviceLastHasItWhateverTheOrderOfTheClaims() {
        store(one, "100000001");
        Awaitility.await().until(() -> one.leases().isLive("two") && two.leases().isLive("one"));
        for (int i = 0; i < 50; i++) {
            long late = claimed(claim(one, "100000001", "one", Duration.ZERO)).fence();
            assertThat(claim(two, "100000001", "two", Duration.ofSeconds(5))).isEqualTo(new RouteClaim.Superseded());
            RouteClaim.Claimed next = claimed(claim(two, "100000001", "two", Duration.ZERO));
            assertThat(next.fence()).isGreaterThan(late);
            assertThat(next.formerNode()).contains("one");
            one.releaseRoute("100000001", late);
            assertThat(((Known) await(one.locate("100000001"))).route().map(Route::nodeId)).contains("two");
        }
    }

    @Test
    void ofManyThreadsOfTwoNodesThatWantANewIdAtOnceOneGetsIt() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (int round = 0; round < 50; round++) {
                String id = "id" + round;
                List<Callable<StoreOutcome>> rivals = new ArrayList<>();
                for (int i = 0; i < 16; i++) {
                    TestNode node = i % 2 == 0 ? one : two;
                    DeviceIdentity rival = device(id, "uuid" + i);
                    rivals.add(() -> await(node.store(rival, Optional.empty())));
                }
                int stored = 0;
                for (Future<StoreOutcome> outcome : threads.invokeAll(rivals)) {
                    stored += outcome.get() instanceof StoreOutcome.Stored ? 1 : 0;
                }
                assertThat(stored).isEqualTo(1);
            }
        }
    }

    @Test
    void fiveThousandStatesAreAskedForTogether() throws IOException {
        List<String> ids = IntStream.range(0, 5000).mapToObj(i -> "2000" + i).toList();
        List<CompletionStage<RouteClaim>> claims = new ArrayList<>();
        for (int i = 0; i < 5000; i += 3) {
            claims.add(one.claimRoute(ids.get(i), "one", Transport.UDP, OBSERVED, Duration.ZERO));
        }
        claims.forEach(claim -> assertThat(await(claim)).isInstanceOf(RouteClaim.Claimed.class));

        long asked = System.nanoTime();
        OnlineStates states = await(one.online(ids));
        System.out.printf("states of 5000 devices: %d ms%n", (System.nanoTime() - asked) / 1_000_000);

        assertThat(states).isEqualTo(answered(IntStream.range(0, 5000).filter(i -> i % 3 == 0).toArray()));
    }

    private static OnlineStates answered(int... online) {
        java.util.BitSet bits = new java.util.BitSet();
        IntStream.of(online).forEach(bits::set);
        return new OnlineStates.Answered(bits);
    }

    private static void store(TestNode node, String id) {
        assertThat(await(node.store(device(id, "uuid"), Optional.empty()))).isEqualTo(new StoreOutcome.Stored());
    }

    private static RouteClaim claim(TestNode node, String id, String nodeId, Duration heardAgo) {
        return await(node.claimRoute(id, nodeId, Transport.TCP, OBSERVED, heardAgo));
    }

    private static RouteClaim.Claimed claimed(RouteClaim claim) {
        assertThat(claim).isInstanceOf(RouteClaim.Claimed.class);
        return (RouteClaim.Claimed) claim;
    }

    private static DeviceIdentity device(String id, String uuid) {
        return new DeviceIdentity(id, OpaqueBytes.copyOf(uuid.getBytes(StandardCharsets.UTF_8)),
                OpaqueBytes.copyOf(new byte[32]), "192.0.2.1");
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
