package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.HeldRoutes;
import io.fairlead.cluster.peer.Located;
import io.fairlead.cluster.peer.MoveOutcome;
import io.fairlead.cluster.peer.OnlineStates;
import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.peer.RouteClaim;
import io.fairlead.cluster.peer.StoreOutcome;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A registry that answers what a test has laid ready, and remembers what it was asked. */
final class ScriptedRegistry implements PeerRegistry {
    final Deque<RouteClaim> claims = new ArrayDeque<>();
    final List<Duration> claimed = new ArrayList<>();
    final List<Long> released = new ArrayList<>();
    final List<DeviceIdentity> restored = new CopyOnWriteArrayList<>();
    final List<String> asked = new ArrayList<>();
    Located located = new Located.Unknown();
    boolean shared = true;
    StoreOutcome restoring = new StoreOutcome.Stored();

    @Override
    public boolean isShared() {
        return shared;
    }

    @Override
    public CompletionStage<Located> locate(String id) {
        asked.add(id);
        return CompletableFuture.completedStage(located);
    }

    @Override
    public CompletionStage<StoreOutcome> store(DeviceIdentity identity, Optional<DeviceIdentity> expected) {
        return CompletableFuture.completedStage(new StoreOutcome.Unavailable());
    }

    @Override
    public CompletionStage<StoreOutcome> restore(DeviceIdentity identity) {
        restored.add(identity);
        return CompletableFuture.completedStage(restoring);
    }

    @Override
    public CompletionStage<MoveOutcome> move(DeviceIdentity device, String newId, Duration hold) {
        return CompletableFuture.completedStage(new MoveOutcome.Unavailable());
    }

    @Override
    public synchronized CompletionStage<RouteClaim> claimRoute(
            String id, String nodeId, Transport transport, InetSocketAddress observed, Duration heardAgo) {
        claimed.add(heardAgo);
        return CompletableFuture.completedStage(claims.isEmpty() ? new RouteClaim.Unavailable() : claims.poll());
    }

    synchronized int claimsMade() {
        return claimed.size();
    }

    @Override
    public void releaseRoute(String id, long fence) {
        released.add(fence);
    }

    @Override
    public CompletionStage<OnlineStates> online(List<String> ids) {
        return CompletableFuture.completedStage(new OnlineStates.Unavailable());
    }

    @Override
    public void askForRoutes(HeldRoutes node) {
        // Tests say what it knows.
    }

    @Override
    public void onLost(Runnable lost) {
        // Tests call what is to be called.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
