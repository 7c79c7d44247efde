package io.fairlead.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.Range;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisAuditTest {
    @RegisterExtension
    static final SharedRedis REDIS = new SharedRedis();

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static List<String> stored(RedisStore store) {
        return get(store.commands().xrange(store.keys().audit(), Range.unbounded())).stream()
                .map(message -> message.getBody().entrySet().iterator().next())
                .map(field -> Bytes.text(field.getKey()) + "=" + Bytes.text(field.getValue()))
                .toList();
    }

    @Test
    void linesOfAllNodesAreInOneStreamInTheirOrder() throws Exception {
        RedisStore store = REDIS.connect();
        get(new RedisAudit(store, 1000).append(List.of("one", "two")));
        get(new RedisAudit(REDIS.connect(), 1000).append(List.of("three")));
        assertThat(stored(store)).containsExactly("line=one", "line=two", "line=three");
    }

    @Test
    void keepsSoManyAndNotMuchMore() throws Exception {
        RedisStore store = REDIS.connect();
        RedisAudit audit = new RedisAudit(store, 500);
        for (int i = 0; i < 20; i++) {
            get(audit.append(IntStream.range(0, 100).mapToObj(String::valueOf).toList()));
        }
        // Redis cuts whole nodes of 100 entries.
        assertThat(stored(store)).hasSizeBetween(500, 700);
    }

    @Test
    void failsWithoutRedis() throws Exception {
        RedisAudit audit = new RedisAudit(REDIS.connect(), 500);
        REDIS.process().kill();
        assertThat(audit.append(List.of("one")).toCompletableFuture())
                .failsWithin(20, TimeUnit.SECONDS);
        REDIS.process().start();
    }
}
