package io.fairlead.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.notes.Notes;
import io.fairlead.cluster.notes.NotesContract;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisNotesTest extends NotesContract {
    @RegisterExtension
    static final SharedRedis REDIS = new SharedRedis();

    @Override
    protected Notes open() throws Exception {
        return new RedisNotes(REDIS.connect());
    }

    private static Optional<String> read(Notes notes, String topic) {
        return notes.read(topic).toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void whatOneNodeNotesAnotherReads() throws Exception {
        Notes one = open();
        one.write("a", "one", Duration.ofMinutes(1));
        assertThat(read(one, "a")).contains("one");
        assertThat(read(open(), "a")).contains("one");
    }

    @Test
    void withoutRedisThereAreNoNotes() throws Exception {
        Notes notes = open();
        notes.write("a", "one", Duration.ofMinutes(1));
        assertThat(read(notes, "a")).contains("one");
        REDIS.process().kill();
        assertThat(read(notes, "a")).isEmpty();
        notes.write("a", "two", Duration.ofMinutes(1));
        REDIS.process().start();
    }
}
