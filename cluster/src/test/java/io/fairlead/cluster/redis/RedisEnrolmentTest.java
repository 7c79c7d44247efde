package io.fairlead.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.cluster.enrolment.EnrolmentBook;
import io.fairlead.cluster.enrolment.EnrolmentBookException;
import io.fairlead.cluster.enrolment.EnrolmentContract;
import io.fairlead.cluster.enrolment.EnrolmentRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisEnrolmentTest extends EnrolmentContract {
    @RegisterExtension
    static final SharedRedis REDIS = new SharedRedis();

    private static final Duration RECONNECTED = Duration.ofSeconds(60);

    @Override
    protected EnrolmentBook openBook() throws Exception {
        return new RedisEnrolmentBook(REDIS.connect());
    }

    @Override
    protected EnrolmentRegistry openRegistry() throws Exception {
        return REDIS.closing(new RedisEnrolment(REDIS.connect(), Duration.ofMillis(500)));
    }

    @Test
    void allNodesFollowWhatOneCommandSays() throws Exception {
        EnrolmentRegistry one = openRegistry();
        EnrolmentRegistry other = openRegistry();
        List<String> dropped = new ArrayList<>();
        other.onDropped(dropped::add);
        EnrolmentBook book = openBook();
        book.approve("a", "");
        book.block("b");

        await().atMost(Duration.ofSeconds(2)).until(
                () -> one.current().equals(book.read()) && other.current().equals(book.read()));
        assertThat(dropped).containsExactly("b");
    }

    @Test
    void ofTwoDevicesThatRegisterAnIdAtOnceOneHasIt() throws Exception {
        EnrolmentRegistry one = openRegistry();
        EnrolmentRegistry other = openRegistry();
        for (int i = 0; i < 50; i++) {
            one.registered("id-" + i, DEVICE, "");
            other.registered("id-" + i, STRANGER, "");
        }
        await().until(() -> one.current().byId().size() == 50 && one.current().equals(other.current()));
        assertThat(one.current().uuids()).hasSize(50);
        assertThat(one.current()).isEqualTo(openBook().read());
    }

    @Test
    void ofManyDevicesThatWereRefusedTheLastAreKept() {
        EnrolmentChanges changes = new EnrolmentChanges(store());
        for (int i = 0; i < 12; i++) {
            int round = i;
            assertThat(changes.note(IntStream.range(0, 1000).mapToObj(device -> new EnrolmentBook.Pending(
                    "id-" + (round * 1000 + device), "hash", "192.0.2.1", 1, round * 1000 + device)).toList())
                    .toCompletableFuture().join()).isTrue();
        }
        // At 11,001 the oldest 1,001 go; the rest of the last round comes on top.
        List<EnrolmentBook.Pending> pending = changes.pending().toCompletableFuture().join().orElseThrow();
        assertThat(pending).hasSizeBetween(10_000, 11_000);
        assertThat(pending.getFirst().id()).isEqualTo("id-11999");
        assertThat(pending.getLast().id()).isEqualTo("id-" + (12_000 - pending.size()));
    }

    private static RedisStore store() {
        try {
            return REDIS.connect();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whileRedisIsAwayTheWordStaysAndACommandSaysSo() throws Exception {
        EnrolmentRegistry registry = openRegistry();
        EnrolmentBook book = openBook();
        book.block("a");
        await().until(() -> registry.current().blocks("a"));
        REDIS.process().kill();

        await().untilAsserted(() -> assertThatThrownBy(() -> book.approve("a", ""))
                .isInstanceOf(EnrolmentBookException.class).hasMessageContaining("redis"));
        assertThatThrownBy(book::pending).isInstanceOf(EnrolmentBookException.class);
        assertThatThrownBy(book::read).isInstanceOf(EnrolmentBookException.class);
        assertThat(registry.current().blocks("a")).isTrue();
    }

    @Test
    void aRedisThatComesBackEmptyIsGivenTheWordAgainAndWhatWasRefusedMeanwhile() throws Exception {
        EnrolmentRegistry registry = openRegistry();
        EnrolmentBook book = openBook();
        book.block("a");
        book.approve("b", "acme");
        await().until(() -> registry.current().blocks("a") && registry.current().approves("b", DEVICE));
        REDIS.process().kill();
        registry.refused("c", DEVICE, "192.0.2.1");
        await().during(Duration.ofSeconds(1)).until(() -> registry.current().blocks("a"));
        REDIS.process().start();

        await().atMost(RECONNECTED).ignoreExceptions()
                .until(() -> book.read().blocks("a") && book.read().approves("b", DEVICE));
        await().atMost(RECONNECTED).ignoreExceptions().until(() -> book.pending().size() == 1);
    }
}
