package io.fairlead.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.cluster.relay.ConfiguredRelayDirectory;
import io.fairlead.cluster.relay.RelayAnnouncement;
import io.fairlead.cluster.relay.RelayAnnouncer;
import io.fairlead.cluster.relay.RelayDirectory;
import io.fairlead.cluster.relay.RelayDirectoryContract;
import io.fairlead.cluster.relay.RelayNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Relays and rendezvous nodes that share a real Redis, with the times of a server. */
class RedisRelayDirectoryTest extends RelayDirectoryContract {
    @RegisterExtension
    static final SharedRedis REDIS = new SharedRedis();

    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration LEASE = Duration.ofSeconds(2);

    @Override
    protected RelayDirectory open(List<String> addresses) throws Exception {
        ConfiguredRelayDirectory configured = new ConfiguredRelayDirectory(
                addresses, Duration.ofSeconds(3), Duration.ofSeconds(1));
        return REDIS.closing(new RedisRelayDirectory(REDIS.connect(), configured, INTERVAL));
    }

    private static RelayAnnouncer announcer(RedisStore store) {
        return REDIS.closing(new RedisRelayAnnouncer(store, INTERVAL, LEASE));
    }

    private static RelayAnnouncement relay(String nodeId, double load, boolean draining) {
        return new RelayAnnouncement(nodeId, nodeId + ".invalid:21117", "eu", load, 3, draining, "0.1.0");
    }

    private static List<String> ids(RelayDirectory directory) {
        return directory.relays().stream().map(RelayNode::id).toList();
    }

    @Test
    void aRelayThatIsAnnouncedIsKnownFromTheStartOfANode() throws Exception {
        RelayDirectory early = open(List.of());
        announcer(REDIS.connect()).announce(relay("relay-1", 0.25, false));
        await().until(() -> early.relays()
                .equals(List.of(new RelayNode("relay-1", "relay-1.invalid:21117", "eu", 0.25, true))));

        assertThat(ids(open(List.of()))).containsExactly("relay-1");
    }

    @Test
    void aRelayStaysKnownForAsLongAsItLivesAndIsAsItSaidLast() throws Exception {
        RelayDirectory directory = open(List.of());
        RelayAnnouncer announcer = announcer(REDIS.connect());
        announcer.announce(relay("relay-1", 0, false));
        announcer(REDIS.connect()).announce(relay("relay-2", 0, false));
        await().until(() -> ids(directory).equals(List.of("relay-1", "relay-2")));
        await().during(LEASE.multipliedBy(2)).until(() -> ids(directory).equals(List.of("relay-1", "relay-2")));

        announcer.announce(relay("relay-1", 0.75, true));
        await().until(() -> directory.relays().getFirst()
                .equals(new RelayNode("relay-1", "relay-1.invalid:21117", "eu", 0.75, false)));
        assertThat(directory.relays().getLast().alive()).isTrue();
    }

    @Test
    void aRelayThatIsKilledIsGoneWithinThreeSeconds() throws Exception {
        RelayDirectory directory = open(List.of());
        announcer(REDIS.connect()).announce(relay("relay-1", 0, false));
        RedisStore dying = REDIS.connect();
        announcer(dying).announce(relay("relay-2", 0, false));
        await().until(() -> ids(directory).equals(List.of("relay-1", "relay-2")));

        dying.close();
        await().atMost(Duration.ofSeconds(3)).until(() -> ids(directory).equals(List.of("relay-1")));
        await().until(() -> REDIS.process().ask("HLEN", "test:relays").equals("1"));
    }

    @Test
    void theLastRelayThatIsKilledIsGoneWithinThreeSeconds() throws Exception {
        RelayDirectory directory = open(List.of());
        RedisStore dying = REDIS.connect();
        announcer(dying).announce(relay("relay-1", 0, false));
        await().until(() -> ids(directory).equals(List.of("relay-1")));

        dying.close();
        await().atMost(Duration.ofSeconds(3)).until(() -> ids(directory).isEmpty());
    }

    @Test
    void aRelayThatEndsIsKnownNoMoreWhenItsCloseReturns() throws Exception {
        RelayDirectory directory = open(List.of());
        announcer(REDIS.connect()).announce(relay("relay-1", 0, false));
        RelayAnnouncer ending = announcer(REDIS.connect());
        ending.announce(relay("relay-2", 0, false));
        await().until(() -> ids(directory).equals(List.of("relay-1", "relay-2")));

        ending.close();
        assertThat(REDIS.process().ask("HEXISTS", "test:relays", "relay-2")).isEqualTo("0");
        await().until(() -> ids(directory).equals(List.of("relay-1")));
        ending.announce(relay("relay-2", 0, false));
        await().during(Duration.ofSeconds(1)).until(() -> ids(directory).equals(List.of("relay-1")));
    }

    @Test
    void whatTheOperatorConfiguresWins() throws Exception {
        announcer(REDIS.connect()).announce(relay("relay-1", 0, false));
        RelayDirectory directory = open(List.of("configured.invalid"));
        assertThat(ids(directory)).containsExactly("configured.invalid");

        directory.configure(List.of());
        await().until(() -> ids(directory).equals(List.of("relay-1")));
        directory.configure(List.of("configured.invalid"));
        assertThat(ids(directory)).containsExactly("configured.invalid");
    }

    @Test
    void relaysStayKnownWhileRedisIsAwayAndAfterItHasComeBackEmpty() throws Exception {
        RelayDirectory directory = open(List.of());
        announcer(REDIS.connect()).announce(relay("relay-1", 0, false));
        announcer(REDIS.connect()).announce(relay("relay-2", 0, false));
        List<String> both = List.of("relay-1", "relay-2");
        await().until(() -> ids(directory).equals(both));

        REDIS.process().kill();
        await().during(LEASE.multipliedBy(2)).until(() -> ids(directory).equals(both));
        REDIS.process().start();
        await().atMost(Duration.ofSeconds(60)).failFast(() -> !ids(directory).equals(both))
                .until(() -> REDIS.process().ask("HLEN", "test:relays").equals("2"));
        await().during(Duration.ofSeconds(2)).until(() -> ids(directory).equals(both));
    }

    @Test
    void relaysStayKnownWhenRedisLosesThem() throws Exception {
        RelayDirectory directory = open(List.of());
        announcer(REDIS.connect()).announce(relay("relay-1", 0, false));
        await().until(() -> ids(directory).equals(List.of("relay-1")));

        REDIS.process().ask("FLUSHALL");
        await().during(Duration.ofSeconds(2)).until(() -> ids(directory).equals(List.of("relay-1")));
    }
}
