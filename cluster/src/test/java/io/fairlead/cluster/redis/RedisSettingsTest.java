package io.fairlead.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.cluster.settings.SharedSettings;
import io.fairlead.cluster.settings.SharedSettingsContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisSettingsTest extends SharedSettingsContract {
    @RegisterExtension
    static final SharedRedis REDIS = new SharedRedis();

    private static final Duration RECONNECTED = Duration.ofSeconds(60);

    @Override
    protected SharedSettings open() throws Exception {
        return REDIS.closing(new RedisSettings(REDIS.connect(), Duration.ofSeconds(1)));
    }

    private static boolean now(CompletionStage<Boolean> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void whatOneNodePutsIsSeenByAnotherWithinTwoSeconds() throws Exception {
        SharedSettings one = open();
        SharedSettings other = open();
        List<Map<String, String>> told = Collections.synchronizedList(new ArrayList<>());
        other.onChange(told::add);
        assertThat(now(one.put("a", "1"))).isTrue();

        await().atMost(Duration.ofSeconds(2)).until(() -> other.current().equals(Map.of("a", "1")));
        assertThat(now(other.put("b", "2"))).isTrue();
        await().atMost(Duration.ofSeconds(2)).until(() -> one.current().equals(Map.of("a", "1", "b", "2")));
        await().untilAsserted(
                () -> assertThat(told).containsExactly(Map.of("a", "1"), Map.of("a", "1", "b", "2")));
    }

    @Test
    void settingsAreThereFromTheStartOfANode() throws Exception {
        assertThat(now(open().put("a", "1"))).isTrue();

        assertThat(open().current()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void thousandsOfSettingsAreFollowed() throws Exception {
        SharedSettings one = open();
        SharedSettings other = open();
        List<CompletionStage<Boolean>> put = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            put.add(one.put("setting-" + i, String.valueOf(i)));
        }
        assertThat(put).allMatch(RedisSettingsTest::now);

        await().until(() -> one.current().size() == 5000 && other.current().equals(one.current()));
        assertThat(other.current()).containsEntry("setting-4999", "4999");
    }

    @Test
    void aListenerThatFailsKeepsNoOtherFromBeingTold() throws Exception {
        SharedSettings settings = open();
        List<Map<String, String>> told = Collections.synchronizedList(new ArrayList<>());
        settings.onChange(_ -> {
            throw new IllegalStateException("a test's");
        });
        settings.onChange(told::add);
        now(settings.put("a", "1"));
        await().untilAsserted(() -> assertThat(told).hasSize(1));
        now(settings.put("a", "2"));

        await().untilAsserted(() -> assertThat(told).containsExactly(Map.of("a", "1"), Map.of("a", "2")));
    }

    @Test
    void whileRedisIsAwaySettingsStayAndNoneIsPut() throws Exception {
        SharedSettings settings = open();
        now(settings.put("a", "1"));
        await().until(() -> settings.current().equals(Map.of("a", "1")));
        REDIS.process().kill();

        await().until(() -> !now(settings.put("a", "2")));
        assertThat(settings.current()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void aRedisThatComesBackEmptyIsGivenTheSettingsAgain() throws Exception {
        SharedSettings settings = open();
        SharedSettings other = open();
        now(settings.put("a", "1"));
        now(settings.put("b", "2"));
        await().until(() -> other.current().equals(Map.of("a", "1", "b", "2")));
        REDIS.process().kill();
        REDIS.process().start();

        await().atMost(RECONNECTED).until(() -> REDIS.process().ask("HGET", "test:settings", "a").equals("1"));
        assertThat(open().current()).isEqualTo(Map.of("a", "1", "b", "2"));
        await().atMost(RECONNECTED).until(() -> now(settings.put("a", "3")));
        await().atMost(RECONNECTED).until(() -> other.current().equals(Map.of("a", "3", "b", "2")));
    }

    @Test
    void whatIsPutIntoARedisThatHasLostAllIsKeptBesideWhatNodesRemember() throws Exception {
        SharedSettings settings = open();
        SharedSettings other = open();
        now(settings.put("a", "1"));
        now(settings.put("b", "2"));
        await().until(() -> other.current().equals(Map.of("a", "1", "b", "2")));
        // No node has looked between the two, whichever is the first.
        REDIS.process().ask("EVAL", "redis.call('DEL', KEYS[1])", "1", "test:settings");
        SharedSettings late = open();
        now(late.put("a", "9"));

        Map<String, String> all = Map.of("a", "9", "b", "2");
        List<SharedSettings> nodes = List.of(settings, other, late);
        await().until(() -> nodes.stream().allMatch(node -> node.current().equals(all)));
        String version = REDIS.process().ask("HGET", "test:settings", "_version");
        await().during(Duration.ofSeconds(3))
                .until(() -> REDIS.process().ask("HGET", "test:settings", "_version").equals(version));
    }

    @Test
    void changesThatRedisHasLostAreWrittenAgain() throws Exception {
        SharedSettings settings = open();
        now(settings.put("a", "1"));
        String version = REDIS.process().ask("HGET", "test:settings", "_version");
        now(settings.put("a", "2"));
        await().until(() -> settings.current().equals(Map.of("a", "2")));
        // As a replica has it that had not got the last change when it took over.
        REDIS.process().ask("HSET", "test:settings", "a", "1", "_version", version);

        await().until(() -> REDIS.process().ask("HGET", "test:settings", "a").equals("2"));
        assertThat(settings.current()).isEqualTo(Map.of("a", "2"));
    }

    @Test
    void aNodeThatHasNothingToDoAsksForTheVersionOnceASecond() throws Exception {
        SharedSettings settings = open();
        now(settings.put("a", "1"));
        SharedSettings other = open();
        // Longer than the test's third node, which the contract opens, takes to read it.
        await().during(Duration.ofMillis(1500)).until(() -> settings.current().equals(other.current()));
        REDIS.process().ask("CONFIG", "RESETSTAT");
        long start = System.nanoTime();

        await().atMost(Duration.ofSeconds(20)).until(() -> versionsAsked() >= 12);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(2500));
        assertThat(REDIS.process().ask("INFO", "commandstats")).doesNotContain("hscan");
    }

    private static long versionsAsked() throws Exception {
        String stats = REDIS.process().ask("INFO", "commandstats");
        return stats.contains("cmdstat_hmget:")
                ? Long.parseLong(stats.replaceAll("(?s).*cmdstat_hmget:calls=(\\d+).*", "$1"))
                : 0;
    }
}
