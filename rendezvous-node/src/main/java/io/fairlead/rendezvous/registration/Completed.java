package io.fairlead.rendezvous.registration;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Decisions that need not wait. */
final class Completed {
    private Completed() {}

    static CompletionStage<KeyDecision> of(KeyDecision decision) {
        return CompletableFuture.completedStage(decision);
    }
}
