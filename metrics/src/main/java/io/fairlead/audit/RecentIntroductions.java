package io.fairlead.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/** The last introductions of a node, and how many there were, in memory. Waits for nobody; for any thread. */
public final class RecentIntroductions implements AuditSink {
    /** So many are remembered. */
    public static final int REMEMBERED = 500;

    private final AtomicReferenceArray<Noted> ring = new AtomicReferenceArray<>(REMEMBERED);
    private final AtomicLong next = new AtomicLong();
    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> plans = new ConcurrentHashMap<>();
    private final InstantSource clock;

    /**
     * Remembers none yet.
     *
     * @param clock the time of day
     */
    public RecentIntroductions(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * An introduction.
     *
     * @param time  when it ended
     * @param event all of it
     */
    public record Noted(Instant time, AuditEvent.Introduction event) {}

    @Override
    public void record(AuditEvent event) {
        if (event instanceof AuditEvent.Introduction introduction) {
            ring.set((int) (next.getAndIncrement() % REMEMBERED), new Noted(clock.instant(), introduction));
            outcomes.computeIfAbsent(introduction.outcome(), _ -> new LongAdder()).increment();
            plans.computeIfAbsent(introduction.plan(), _ -> new LongAdder()).increment();
        }
    }

    /**
     * Lists the last ones.
     *
     * @param most how many, at least 0
     * @return the last one first
     */
    public List<Noted> last(int most) {
        List<Noted> found = new ArrayList<>();
        long end = next.get();
        for (long i = end - 1; i >= 0 && i >= end - REMEMBERED && found.size() < most; i--) {
            Noted noted = ring.get((int) (i % REMEMBERED));
            if (noted != null) {
                found.add(noted);
            }
        }
        return found;
    }

    /**
     * Counts all since the start.
     *
     * @return how many, by outcome
     */
    public Map<String, Long> byOutcome() {
        return sums(outcomes);
    }

    /**
     * Counts all since the start.
     *
     * @return how many, by plan
     */
    public Map<String, Long> byPlan() {
        return sums(plans);
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((name, count) -> sums.put(name, count.sum()));
        return sums;
    }
}
