package io.fairlead.cluster.notes;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/** The notes of a process that is alone, in memory. Forgets those longest unused when there are too many. */
public final class LocalNotes implements Notes {
    private static final int MOST = 200_000;

    private final LongSupplier clock;
    private final Map<String, Note> notes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Note> eldest) {
            return size() > MOST;
        }
    };

    private record Note(String text, long written, long keepNanos) {}

    /**
     * Nothing is noted yet.
     *
     * @param clock monotonic time, in nanoseconds
     */
    public LocalNotes(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void write(String topic, String text, Duration keep) {
        notes.put(topic, new Note(text, clock.getAsLong(), keep.toNanos()));
    }

    @Override
    public synchronized CompletionStage<Optional<String>> read(String topic) {
        Note note = notes.get(topic);
        if (note != null && clock.getAsLong() - note.written() >= note.keepNanos()) {
            notes.remove(topic);
            note = null;
        }
        return CompletableFuture.completedStage(Optional.ofNullable(note).map(Note::text));
    }
}
