package io.fairlead.cluster.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Notes} must do. */
public abstract class NotesContract {
    private static final Duration LONG = Duration.ofMinutes(10);

    private Notes notes;

    /** Opens a place without notes. */
    protected abstract Notes open() throws Exception;

    @BeforeEach
    void openNotes() throws Exception {
        notes = open();
    }

    private Optional<String> read(String topic) {
        return notes.read(topic).toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void whatIsWrittenIsRead() {
        notes.write("a", "one", LONG);
        notes.write("b", "two, ä", LONG);
        assertThat(read("a")).contains("one");
        assertThat(read("b")).contains("two, ä");
        assertThat(read("c")).isEmpty();
    }

    @Test
    void aLaterNoteReplacesTheFormer() {
        notes.write("a", "one", LONG);
        notes.write("a", "two", LONG);
        assertThat(read("a")).contains("two");
    }

    @Test
    void aNoteIsForgotten() {
        notes.write("a", "one", Duration.ofMillis(50));
        notes.write("b", "two", LONG);
        await().untilAsserted(() -> assertThat(read("a")).isEmpty());
        assertThat(read("b")).contains("two");
    }
}
