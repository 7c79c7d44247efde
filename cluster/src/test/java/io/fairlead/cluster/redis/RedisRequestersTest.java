package io.fairlead.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.cluster.courier.RequesterDirectory;
import io.fairlead.cluster.courier.RequesterDirectoryContract;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisRequestersTest extends RequesterDirectoryContract {
    @RegisterExtension
    static final SharedRedis REDIS = new SharedRedis();

    private static final InetSocketAddress REQUESTER = new InetSocketAddress("2001:db8::1", 40_000);

    @Override
    protected RequesterDirectory open(Duration lease) throws Exception {
        return new RedisRequesters(REDIS.connect(), lease);
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void aRequesterIsFoundByAnotherNode() throws Exception {
        now(open(Duration.ofSeconds(30)).hold(REQUESTER, "one"));

        assertThat(now(open(Duration.ofSeconds(30)).find(REQUESTER)))
                .isEqualTo(new RequesterDirectory.Found.Nodes(Set.of("one")));
        assertThat(Long.parseLong(REDIS.process().ask("PTTL", "test:q:2001:db8:0:0:0:0:0:1 40000")))
                .isBetween(20_000L, 30_000L);
    }

    @Test
    void whileRedisIsAwayNothingIsKnownAndThenWorksAgain() throws Exception {
        RequesterDirectory directory = open(Duration.ofSeconds(30));
        now(directory.hold(REQUESTER, "one"));
        REDIS.process().kill();
        await().untilAsserted(() -> assertThat(now(directory.find(REQUESTER)))
                .isEqualTo(new RequesterDirectory.Found.Unavailable()));
        assertThat(now(directory.hold(REQUESTER, "one"))).isNull();
        assertThat(now(directory.release(REQUESTER, "one"))).isNull();

        REDIS.process().start();
        await().atMost(Duration.ofSeconds(40)).until(() -> {
            now(directory.hold(REQUESTER, "two"));
            return now(directory.find(REQUESTER)).equals(new RequesterDirectory.Found.Nodes(Set.of("two")));
        });
    }
}
