package io.fairlead.cluster.redis;

import io.fairlead.cluster.notes.Notes;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Notes in Redis, which forgets them by itself. One that could not be written is missed by who needs it. */
public final class RedisNotes implements Notes {
    private final RedisStore store;

    /**
     * Uses a connection, which stays the caller's to close.
     *
     * @param store the connection
     */
    public RedisNotes(RedisStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    @Override
    public void write(String topic, String text, Duration keep) {
        CompletionStage<Boolean> _ = Attempt.of(
                () -> store.commands().set(store.keys().note(topic), Bytes.of(text), SetArgs.Builder.px(keep)),
                _ -> true,
                false);
    }

    @Override
    public CompletionStage<Optional<String>> read(String topic) {
        return Attempt.of(
                () -> store.commands().get(store.keys().note(topic)),
                found -> Optional.ofNullable(found).map(Bytes::text),
                Optional.empty());
    }
}
