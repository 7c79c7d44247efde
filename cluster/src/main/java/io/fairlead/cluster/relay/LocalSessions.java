package io.fairlead.cluster.relay;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The session directory of a process that is rendezvous node and relay in one. Safe for use by any thread. */
public final class LocalSessions implements SessionDirectory {
    private static final Duration KNOWN = Duration.ofSeconds(60);
    private static final int MOST_KNOWN = 200_000;
    private static final int MOST_AWAITED = 20_000;

    /** Clients' are of 36 characters; what is much longer would fill the memory instead. */
    private static final int LONGEST_UUID = 128;

    private final LongSupplier clock;
    private final Duration patience;
    private final Map<String, Long> known = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<Boolean>> awaited = new LinkedHashMap<>();

    /**
     * No session is known yet.
     *
     * @param clock    monotonic time, in nanoseconds
     * @param patience an unknown session is waited for so long
     */
    public LocalSessions(LongSupplier clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public void announce(String uuid) {
        if (uuid.length() > LONGEST_UUID) {
            return;
        }
        CompletableFuture<Boolean> waiting;
        synchronized (this) {
            forgetOld();
            // Again at the end of the map, where the youngest are.
            known.remove(uuid);
            known.put(uuid, clock.getAsLong());
            waiting = awaited.remove(uuid);
        }
        if (waiting != null) {
            waiting.complete(true);
        }
    }

    private void forgetOld() {
        long now = clock.getAsLong();
        var oldest = known.entrySet().iterator();
        while (oldest.hasNext()
                && (isOld(oldest.next().getValue(), now) || known.size() >= MOST_KNOWN)) {
            oldest.remove();
        }
    }

    private static boolean isOld(long since, long now) {
        return now - since >= KNOWN.toNanos();
    }

    @Override
    public CompletionStage<Boolean> announced(String uuid) {
        if (uuid.length() > LONGEST_UUID) {
            return CompletableFuture.completedStage(false);
        }
        CompletableFuture<Boolean> waiting;
        synchronized (this) {
            Long since = known.get(uuid);
            if (since != null && !isOld(since, clock.getAsLong())) {
                return CompletableFuture.completedStage(true);
            }
            waiting = awaited.get(uuid);
            if (waiting != null) {
                return waiting;
            }
            if (awaited.size() >= MOST_AWAITED) {
                return CompletableFuture.completedStage(false);
            }
            waiting = new CompletableFuture<>();
            awaited.put(uuid, waiting);
        }
        CompletableFuture<Boolean> own = waiting;
        return own.completeOnTimeout(false, patience.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((_, _) -> forget(uuid, own));
    }

    private synchronized void forget(String uuid, CompletableFuture<Boolean> waiting) {
        awaited.remove(uuid, waiting);
    }
}
