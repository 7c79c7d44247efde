package io.fairlead.cluster.notes;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Short texts that any node may need which another has learnt: a client's next connection may come to another node.
 * Methods return at once and may be called from event loops; stages never complete exceptionally.
 */
public interface Notes {
    /**
     * Writes a note, in place of the one that is there.
     *
     * @param topic what it is about, at most some hundred characters
     * @param text  the note
     * @param keep  it is forgotten after so long, 1 ms or more
     */
    void write(String topic, String text, Duration keep);

    /**
     * Reads a note.
     *
     * @param topic what it is about
     * @return empty when there is none, or the store does not answer
     */
    CompletionStage<Optional<String>> read(String topic);
}
