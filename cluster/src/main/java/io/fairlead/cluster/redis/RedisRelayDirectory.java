package io.fairlead.cluster.redis;

import io.fairlead.cluster.relay.ConfiguredRelayDirectory;
import io.fairlead.cluster.relay.RelayDirectory;
import io.fairlead.cluster.relay.RelayNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The relays that announce themselves in Redis, by their node ids, unless the operator has configured some: then these
 * alone. Looks at Redis on a thread of its own. While Redis does not answer the last list stays.
 */
public final class RedisRelayDirectory implements RelayDirectory {
    private static final Logger log = LoggerFactory.getLogger(RedisRelayDirectory.class);

    private final LeasedHash announced;
    private final ConfiguredRelayDirectory configured;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("redis-relay-directory").daemon().factory());

    // Written by the timer's thread only.
    private volatile LiveRelays live = LiveRelays.NONE;

    /**
     * Uses a connection, which stays the caller's to close. Waits for the first look at Redis, a command's time-out at
     * most.
     *
     * @param store      the connection
     * @param configured the operator's list; is closed with this
     * @param interval   from one look to the next, 1 ms or more; 500 ms in a server
     */
    public RedisRelayDirectory(RedisStore store, ConfiguredRelayDirectory configured, Duration interval) {
        this.announced = new LeasedHash(store, store.keys().relays());
        this.configured = Objects.requireNonNull(configured, "configured");
        look().toCompletableFuture().join();
        ScheduledFuture<?> _ = timer.scheduleWithFixedDelay(
                this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public List<RelayNode> relays() {
        List<RelayNode> chosen = configured.relays();
        return chosen.isEmpty() ? live.nodes() : chosen;
    }

    @Override
    public void configure(List<String> addresses) {
        configured.configure(addresses);
    }

    private CompletionStage<Void> look() {
        return Attempt.of(
                announced::entries,
                entries -> Optional.of(heard(entries)),
                Optional.<List<LiveRelays.Heard>>empty())
                .thenAcceptAsync(this::decide, timer)
                .exceptionally(_ -> null);
    }

    private static List<LiveRelays.Heard> heard(List<LeasedHash.Entry> entries) {
        List<LiveRelays.Heard> heard = new ArrayList<>(entries.size());
        for (LeasedHash.Entry entry : entries) {
            RelayText.read(entry.id(), entry.text()).ifPresentOrElse(
                    relay -> heard.add(new LiveRelays.Heard(relay, entry.rest())),
                    () -> log.atDebug().addKeyValue("relay", entry.id()).log("relay's announcement is not understood"));
        }
        return heard;
    }

    private void decide(Optional<List<LiveRelays.Heard>> heard) {
        LiveRelays before = live;
        live = heard.map(relays -> before.after(relays, System.nanoTime())).orElseGet(before::afterFailure);
        if (before.away() != live.away()) {
            log.atWarn().addKeyValue("relays", live.known().size()).log(
                    live.away() ? "Redis does not answer, the relays stay as they were" : "Redis answers again");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        configured.close();
    }
}
