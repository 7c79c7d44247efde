package io.fairlead.cluster.redis;

import io.fairlead.cluster.relay.RelayAnnouncement;
import io.fairlead.cluster.relay.RelayAnnouncer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a relay known in Redis, by a lease that it renews on a thread of its own. When Redis was away, the relay is
 * known again with the first renewal that Redis answers.
 */
public final class RedisRelayAnnouncer implements RelayAnnouncer {
    private static final Logger log = LoggerFactory.getLogger(RedisRelayAnnouncer.class);
    private static final long CLOSE_SECONDS = 1;

    private final LeasedHash relays;
    private final Duration lease;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("redis-relay-announcer").daemon().factory());
    private volatile Optional<RelayAnnouncement> latest = Optional.empty();

    // Touched by the timer's thread, and after its end by the one that closes.
    private CompletionStage<Boolean> renewal = CompletableFuture.completedStage(true);
    private boolean failing;

    /**
     * Uses a connection, which must stay open until this is closed. Nothing is known before the first announcement.
     *
     * @param store    the connection
     * @param interval from one renewal to the next, 1 ms or more; 500 ms in a server
     * @param lease    how long the relay stays known after a renewal; 2 s in a server
     */
    public RedisRelayAnnouncer(RedisStore store, Duration interval, Duration lease) {
        this.relays = new LeasedHash(store, store.keys().relays());
        this.lease = lease;
        ScheduledFuture<?> _ = timer.scheduleAtFixedRate(
                this::renew, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void announce(RelayAnnouncement announcement) {
        latest = Optional.of(announcement);
        try {
            timer.execute(this::renew);
        } catch (RejectedExecutionException e) {
            log.atDebug().log("announcement after the close");
        }
    }

    private void renew() {
        latest.ifPresent(relay -> {
            renewal = Attempt.of(
                    () -> relays.announce(relay.nodeId(), RelayText.write(relay), lease), _ -> true, false);
            CompletionStage<Void> _ = renewal.thenAcceptAsync(this::note, timer);
        });
    }

    private void note(boolean renewed) {
        if (renewed == failing) {
            failing = !renewed;
            log.atWarn().addKeyValue("renewed", renewed).log(
                    renewed
                            ? "this relay is announced again"
                            : "this relay cannot be announced, Redis does not answer");
        }
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
            // After the last renewal, which else could make the relay known again.
            boolean removed = renewal.thenCompose(_ -> remove()).toCompletableFuture()
                    .completeOnTimeout(false, CLOSE_SECONDS, TimeUnit.SECONDS).join();
            log.atDebug().addKeyValue("removed", removed).log("relay is announced no more");
        } catch (InterruptedException e) {
            // The lease ends by itself.
            Thread.currentThread().interrupt();
        }
    }

    private CompletionStage<Boolean> remove() {
        return latest.map(relay -> Attempt.of(() -> relays.remove(relay.nodeId()), _ -> true, false))
                .orElse(CompletableFuture.completedStage(true));
    }
}
