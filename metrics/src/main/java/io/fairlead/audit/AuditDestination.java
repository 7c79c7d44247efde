package io.fairlead.audit;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Somewhere over the network that audit lines are sent to. Called by the one thread of a {@link QueuedOutput}. */
public interface AuditDestination extends AutoCloseable {
    /** What became of some lines. */
    sealed interface Outcome {
        /** They are there. */
        record Delivered() implements Outcome {}

        /**
         * It will not take these lines, ever.
         *
         * @param reason why, for the log
         */
        record Refused(String reason) implements Outcome {}

        /**
         * It may take them later.
         *
         * @param reason why not now, for the log
         * @param after  as it asks for; empty when it does not say
         */
        record Later(String reason, Optional<Duration> after) implements Outcome {}
    }

    /**
     * Sends lines, and waits some seconds at most for the answer. Lines may be sent twice, when an answer was lost.
     *
     * @param lines JSON documents without line ends, at least one
     * @return what became of them
     * @throws IOException          when it could not be reached; the lines may be sent again
     * @throws InterruptedException when the output is closed
     */
    Outcome send(List<String> lines) throws IOException, InterruptedException;

    /** Closes connections of its own; nothing is sent after that. */
    @Override
    void close();
}
