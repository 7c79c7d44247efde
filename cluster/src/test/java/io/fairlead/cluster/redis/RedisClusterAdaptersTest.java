package io.fairlead.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.control.ControlEvents;
import io.fairlead.cluster.control.ControlSeal;
import io.fairlead.cluster.control.NodeControl;
import io.fairlead.cluster.courier.RequesterDirectory.Found;
import io.fairlead.cluster.peer.IdentityList.Stored;
import io.fairlead.cluster.peer.IdentityPage;
import io.fairlead.cluster.relay.Claim;
import io.fairlead.cluster.relay.ConfiguredRelayDirectory;
import io.fairlead.cluster.relay.LegHolder;
import io.fairlead.cluster.relay.RelayAnnouncement;
import io.fairlead.cluster.relay.RelayNode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes with a Redis Cluster of three masters: what one does the other sees, wherever the keys lie. */
class RedisClusterAdaptersTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static RedisSetup redis;

    private RedisStore one;
    private RedisStore other;

    @BeforeAll
    static void start() throws Exception {
        redis = RedisSetup.cluster();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void connect() throws Exception {
        RedisConfig config = redis.fresh();
        one = RedisStore.connect(config, Duration.ofSeconds(10));
        other = RedisStore.connect(config, Duration.ofSeconds(10));
        // A master is connected to with the first command for it.
        for (RedisStore store : List.of(one, other)) {
            await().until(() -> store.masters().size() == 3);
        }
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void legsSessionsAndRequestersAreSpreadOverTheMasters() {
        LegHolder holder = new LegHolder("node-1", "192.0.2.1:1");
        RedisPairing pairing = new RedisPairing(one, LONG);
        RedisPairing others = new RedisPairing(other, LONG);
        RedisRequesters requesters = new RedisRequesters(one, LONG);
        try (RedisSessions sessions = new RedisSessions(one, LONG, LONG);
                RedisSessions asking = new RedisSessions(other, LONG, Duration.ofSeconds(10))) {
            for (int i = 0; i < 60; i++) {
                String uuid = "uuid-" + i;
                assertThat(now(pairing.claim(uuid, holder))).isEqualTo(new Claim.Won());
                assertThat(now(others.claim(uuid, new LegHolder("node-2", "")))).isEqualTo(new Claim.HeldBy(holder));
                sessions.announce(uuid);
                assertThat(now(asking.announced(uuid))).isTrue();
                InetSocketAddress requester = new InetSocketAddress("192.0.2.1", 1000 + i);
                now(requesters.hold(requester, "node-1"));
                assertThat(now(new RedisRequesters(other, LONG).find(requester)))
                        .isEqualTo(new Found.Nodes(Set.of("node-1")));
            }
        }
    }

    @Test
    void relaysSettingsAndTheOperatorsWordAreFollowed() throws Exception {
        Duration interval = Duration.ofMillis(500);
        ConfiguredRelayDirectory none = new ConfiguredRelayDirectory(List.of(), LONG, LONG);
        try (RedisRelayDirectory relays = new RedisRelayDirectory(other, none, interval);
                RedisRelayAnnouncer announcer = new RedisRelayAnnouncer(one, interval, Duration.ofSeconds(2));
                RedisSettings settings = new RedisSettings(other, interval);
                RedisSettings changing = new RedisSettings(one, interval);
                RedisEnrolment enrolment = new RedisEnrolment(other, interval)) {
            announcer.announce(new RelayAnnouncement("relay-1", "", "", 0, 0, false, "1"));
            assertThat(now(changing.put("a", "1"))).isTrue();
            assertThat(now(new EnrolmentChanges(one).block("a"))).isTrue();

            await().until(() -> relays.relays().equals(List.of(new RelayNode("relay-1", "", "", 0, true))));
            await().until(() -> settings.current().equals(Map.of("a", "1")));
            await().until(() -> enrolment.current().blocks("a"));
        }
    }

    @Test
    void devicesOfAllMastersAreListed() {
        for (int i = 0; i < 60; i++) {
            now(one.commands().hset(one.keys().device("id-" + i), Bytes.of("u"), Bytes.of("uuid")));
        }
        List<Stored> all = new ArrayList<>();
        new RedisIdentityList(other).list(all::add);
        assertThat(all.stream().map(Stored::id)).hasSize(60).isSorted();
        assertThat(new RedisIdentityList(other).delete("id-7")).isTrue();
    }

    @Test
    void pagesOfDevicesHoldThoseOfAllMasters() {
        for (int i = 0; i < 60; i++) {
            now(one.commands().hset(one.keys().device("id-" + i), Bytes.of("u"), Bytes.of("uuid")));
        }
        List<String> ids = new ArrayList<>();
        String next = "";
        do {
            IdentityPage page = new RedisIdentityList(other).page("", next, 7);
            page.devices().forEach(device -> ids.add(device.id()));
            next = page.next();
        } while (!next.isEmpty());
        assertThat(ids).hasSize(60).doesNotHaveDuplicates();
        assertThat(new RedisIdentityList(other).page("id-7", "", 100).devices()).extracting(Stored::id)
                .containsExactly("id-7");
    }

    @Test
    void nodesCarryOutEachOthersCommands() {
        ControlSeal seal = new ControlSeal(OpaqueBytes.copyOf(new byte[16]));
        try (RedisControl first = new RedisControl(
                one, "a-1", "relay", seal, LONG, InstantSource.system(), ControlEvents.NONE);
                RedisControl second = new RedisControl(
                        other, "b-2", "relay", seal, LONG, InstantSource.system(), ControlEvents.NONE)) {
            first.serve((_, text) -> new NodeControl.Reply.Answered("first " + text));
            second.serve((_, text) -> new NodeControl.Reply.Answered("second " + text));
            assertThat(now(first.ask("b-2", "say", "x"))).isEqualTo(new NodeControl.Reply.Answered("second x"));
            await().until(() -> now(first.nodes()).keySet().equals(Set.of("a-1", "b-2")));
        }
    }
}
