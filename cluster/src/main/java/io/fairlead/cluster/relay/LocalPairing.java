package io.fairlead.cluster.relay;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The pairing directory of a relay that is alone: both legs of every session land on it. */
public final class LocalPairing implements PairingDirectory {
    /** A directory with nothing to remember. */
    public LocalPairing() {}

    @Override
    public CompletionStage<Claim> claim(String uuid, LegHolder claimer) {
        return CompletableFuture.completedStage(new Claim.Won());
    }

    @Override
    public CompletionStage<Claim> replace(String uuid, LegHolder lost, LegHolder claimer) {
        return CompletableFuture.completedStage(new Claim.Won());
    }

    @Override
    public void release(String uuid, String nodeId) {
        // Nothing is kept.
    }
}
