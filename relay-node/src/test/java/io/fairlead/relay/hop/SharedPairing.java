package io.fairlead.relay.hop;

import io.fairlead.cluster.relay.Claim;
import io.fairlead.cluster.relay.LegHolder;
import io.fairlead.cluster.relay.PairingDirectory;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** A directory of several relays in one process: one thread carries out what it is told, as a single store does. */
final class SharedPairing implements PairingDirectory, AutoCloseable {
    private final ExecutorService store = Executors.newSingleThreadExecutor();
    private final Map<String, LegHolder> claims = new ConcurrentHashMap<>();
    private volatile UnaryOperator<LegHolder> route = UnaryOperator.identity();
    private volatile boolean deafToReleases;

    /** What is claimed now. */
    Map<String, LegHolder> claims() {
        return claims;
    }

    /** Lets holders be found elsewhere than they said. */
    void route(UnaryOperator<LegHolder> change) {
        route = change;
    }

    /** Loses what holders give up. */
    void ignoreReleases() {
        deafToReleases = true;
    }

    @Override
    public CompletionStage<Claim> claim(String uuid, LegHolder claimer) {
        return CompletableFuture.supplyAsync(() -> answer(claims.computeIfAbsent(uuid, _ -> claimer), claimer), store);
    }

    @Override
    public CompletionStage<Claim> replace(String uuid, LegHolder lost, LegHolder claimer) {
        return CompletableFuture.supplyAsync(
                () -> answer(
                        claims.compute(
                                uuid,
                                (_, now) -> now == null || now.nodeId().equals(lost.nodeId()) ? claimer : now),
                        claimer),
                store);
    }

    private Claim answer(LegHolder now, LegHolder claimer) {
        return now.nodeId().equals(claimer.nodeId()) ? new Claim.Won() : new Claim.HeldBy(route.apply(now));
    }

    @Override
    public void release(String uuid, String nodeId) {
        if (!deafToReleases && !store.isShutdown()) {
            store.execute(() -> claims.computeIfPresent(
                    uuid, (_, now) -> now.nodeId().equals(nodeId) ? null : now));
        }
    }

    @Override
    public void close() {
        store.shutdown();
    }
}
