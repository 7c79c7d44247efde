package io.fairlead.relay.leg;

import io.fairlead.cluster.relay.SessionDirectory;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Which sessions a relay takes, once their legs have the key. */
public final class Admission {
    private final Optional<SessionDirectory> known;

    /**
     * Takes those of a directory.
     *
     * @param known the sessions that the rendezvous service has introduced; empty = all are taken
     */
    public Admission(Optional<SessionDirectory> known) {
        this.known = known;
    }

    CompletionStage<Boolean> admits(String uuid) {
        return known.map(directory -> directory.announced(uuid))
                .orElseGet(() -> CompletableFuture.completedStage(true));
    }
}
