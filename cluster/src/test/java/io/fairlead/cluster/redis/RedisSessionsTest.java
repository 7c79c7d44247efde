package io.fairlead.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.cluster.relay.SessionDirectory;
import io.fairlead.cluster.relay.SessionDirectoryContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisSessionsTest extends SessionDirectoryContract {
    @RegisterExtension
    static final SharedRedis REDIS = new SharedRedis();

    @Override
    protected SessionDirectory open() throws Exception {
        return open(Duration.ofSeconds(60), Duration.ofSeconds(1));
    }

    private static SessionDirectory open(Duration known, Duration patience) throws Exception {
        return REDIS.closing(new RedisSessions(REDIS.connect(), known, patience));
    }

    private static boolean now(CompletionStage<Boolean> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void aSessionThatOneNodeAnnouncesIsKnownToAnother() throws Exception {
        open().announce("a");
        SessionDirectory other = open();
        assertThat(now(other.announced("a"))).isTrue();
        assertThat(now(other.announced("b"))).isFalse();
    }

    @Test
    void sidesThatCameTooEarlyToAnotherNodeAreTold() throws Exception {
        SessionDirectory other = open(Duration.ofSeconds(60), Duration.ofSeconds(15));
        List<CompletableFuture<Boolean>> early = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            early.add(other.announced("session-" + i / 2).toCompletableFuture());
        }
        // They have asked Redis in vain by now.
        await().during(Duration.ofMillis(300)).until(() -> early.stream().noneMatch(CompletableFuture::isDone));
        SessionDirectory one = open();
        long start = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            one.announce("session-" + i);
        }
        assertThat(early).allMatch(RedisSessionsTest::now);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aSessionIsForgottenByItself() throws Exception {
        open(Duration.ofMillis(300), Duration.ofSeconds(1)).announce("a");
        await().until(() -> REDIS.process().ask("EXISTS", "test:s:a").equals("0"));
        assertThat(now(open().announced("a"))).isFalse();
    }

    @Test
    void nobodyIsLetInOnlyBecauseRedisIsAway() throws Exception {
        SessionDirectory one = open();
        SessionDirectory other = open();
        one.announce("a");
        assertThat(now(other.announced("a"))).isTrue();
        REDIS.process().kill();

        long start = System.nanoTime();
        assertThat(now(other.announced("b"))).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        one.announce("own");
        assertThat(now(one.announced("own"))).isTrue();
        assertThat(now(other.announced("a"))).isTrue();

        REDIS.process().start();
        await().atMost(Duration.ofSeconds(40)).until(() -> {
            one.announce("c");
            return now(other.announced("c"));
        });
    }

    @Test
    void tooManyThatAreWaitedForAreNotKnown() throws Exception {
        SessionDirectory sessions = open(Duration.ofSeconds(60), Duration.ofSeconds(20));
        List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            waiting.add(sessions.announced("session-" + i).toCompletableFuture());
        }
        assertThat(sessions.announced("one more").toCompletableFuture()).isCompletedWithValue(false);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
    }
}
