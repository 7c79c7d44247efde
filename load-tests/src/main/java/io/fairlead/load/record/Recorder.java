package io.fairlead.load.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Records a run. Get counts and timings once and keep them: they are cheap and take from any number of threads. All
 * methods may be called from any thread; one calls {@link #tick} once each interval, and {@link #finish} at the end.
 */
public final class Recorder {
    /** Failures of further kinds are {@code other}. */
    static final int MOST_KINDS = 64;
    /** So many marks, and so many limitations, are kept. */
    static final int MOST_TEXTS = 1000;
    private static final String OTHER = "other";
    private static final double NANOS = 1e9;
    private static final String FAILURES = "failures";

    private final LongSupplier clock;
    private final Duration interval;
    private final long start;
    private final Object lock = new Object();
    private final Map<String, Count> counts = new LinkedHashMap<>();
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<String, Timing> timings = new LinkedHashMap<>();
    private final Map<String, Count> kinds = new ConcurrentHashMap<>();
    private final Map<String, Column> failures = new LinkedHashMap<>();
    private final List<Double> ends = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private final Set<String> limitations = new LinkedHashSet<>();
    private boolean finished;

    /**
     * Begins to record.
     *
     * @param nanoClock monotonic, {@link System#nanoTime} but for tests
     * @param interval  between ticks, more than 0; a second is usual
     */
    public Recorder(LongSupplier nanoClock, Duration interval) {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval: " + interval + " (expected: more than 0)");
        }
        this.clock = nanoClock;
        this.interval = interval;
        this.start = nanoClock.getAsLong();
    }

    /**
     * Makes a count, or gives the one that has this name.
     *
     * @param name see {@link Names}
     * @param unit what is counted, for example {@code heartbeats}
     * @param help one sentence
     * @return to count with
     * @throws IllegalArgumentException when the name is that of something else
     */
    public Count count(String name, String unit, String help) {
        synchronized (lock) {
            Count count = counts.get(name);
            if (count == null) {
                Count made = new Count();
                add(new Column(name, unit, help, Kind.COUNT, made::total, ends.size()));
                counts.put(name, made);
                return made;
            }
            require(columns.get(name).isLike(unit, Kind.COUNT), name);
            return count;
        }
    }

    /**
     * Records something that others count: what it grows by in each interval, from now on.
     *
     * @param name see {@link Names}
     * @param unit what is counted
     * @param help one sentence
     * @param sum  of all so far, never less than before; NaN when not known. Asked by each tick, on its thread
     * @throws IllegalArgumentException when the name is taken
     */
    public void counted(String name, String unit, String help, DoubleSupplier sum) {
        synchronized (lock) {
            Column column = new Column(name, unit, help, Kind.COUNT, sum, ends.size());
            add(column);
            column.skip();
        }
    }

    /**
     * Makes a timing, or gives the one that has this name.
     *
     * @param name see {@link Names}
     * @param help one sentence
     * @return to record with
     * @throws IllegalArgumentException when the name is that of something else
     */
    public Timing timing(String name, String help) {
        synchronized (lock) {
            require(!columns.containsKey(name), name);
            return timings.computeIfAbsent(name, _ -> new Timing(name, help, ends.size()));
        }
    }

    /**
     * Records how much there is of something at the end of each interval; that of several generator processes is added.
     *
     * @param name  see {@link Names}
     * @param unit  of the values
     * @param help  one sentence
     * @param level NaN when not known. Asked by each tick, on its thread
     * @throws IllegalArgumentException when the name is taken
     */
    public void level(String name, String unit, String help, DoubleSupplier level) {
        level(name, unit, help, Kind.LEVEL, level);
    }

    /**
     * Records how much there is of something at the end of each interval.
     *
     * @param name  see {@link Names}
     * @param unit  of the values
     * @param help  one sentence
     * @param kind  {@link Kind#LEVEL} or {@link Kind#HIGHEST}, what becomes of that of several generator processes
     * @param level NaN when not known. Asked by each tick, on its thread
     * @throws IllegalArgumentException when the name is taken, or when it is a count
     */
    public void level(String name, String unit, String help, Kind kind, DoubleSupplier level) {
        if (kind == Kind.COUNT) {
            throw new IllegalArgumentException("kind: " + kind + " (expected: LEVEL or HIGHEST)");
        }
        synchronized (lock) {
            add(new Column(name, unit, help, kind, level, ends.size()));
        }
    }

    private void add(Column column) {
        require(!columns.containsKey(column.name()) && !timings.containsKey(column.name()), column.name());
        columns.put(column.name(), column);
    }

    private static void require(boolean free, String name) {
        if (!free) {
            throw new IllegalArgumentException("name: " + name + " (expected: not that of something else)");
        }
    }

    /**
     * Counts a failure.
     *
     * @param kind a few words, without ids, addresses or numbers; only so many different ones are kept apart
     */
    public void failure(String kind) {
        Count count = kinds.get(kind);
        (count == null ? newKind(kind) : count).increment();
    }

    private Count newKind(String kind) {
        synchronized (lock) {
            String kept = kinds.size() < MOST_KINDS || kinds.containsKey(kind) ? kind : OTHER;
            return kinds.computeIfAbsent(kept, name -> {
                Count count = new Count();
                failures.put(name,
                        new Column(name, FAILURES, "Failures of this kind.", Kind.COUNT, count::total, ends.size()));
                return count;
            });
        }
    }

    /**
     * Marks this instant.
     *
     * @param text what happens, a few words
     */
    public void mark(String text) {
        double second = second();
        synchronized (lock) {
            if (marks.size() < MOST_TEXTS) {
                marks.add(new Mark(second, text));
            }
        }
    }

    /**
     * Says once what the target, or the generator, could not do.
     *
     * @param text one sentence
     */
    public void limitation(String text) {
        synchronized (lock) {
            if (limitations.size() < MOST_TEXTS) {
                limitations.add(text);
            }
        }
    }

    /**
     * Tells the time.
     *
     * @return in seconds since the run began
     */
    public double second() {
        return (clock.getAsLong() - start) / NANOS;
    }

    /**
     * Ends an interval, when at least half of it has passed. When ticks were missed, the intervals that nobody ended
     * have an even share each of what was counted.
     *
     * @return what was recorded; empty when this tick came too early, and after the end
     */
    public Optional<Interval> tick() {
        synchronized (lock) {
            double now = second();
            long passed = Math.round(now / seconds()) - ends.size();
            if (finished || passed < 1 || !(now > lastEnd())) {
                return Optional.empty();
            }
            end(now, Math.toIntExact(passed));
            return Optional.of(latest(now));
        }
    }

    /**
     * Ends the run: all that was counted until now is in its last interval, which may be up to half an interval
     * longer or shorter than the others.
     *
     * @param info what was run
     * @return what was recorded, not yet judged; the same again when called again
     */
    public RunRecord finish(RunInfo info) {
        synchronized (lock) {
            double now = second();
            if (!finished && now > lastEnd()) {
                long passed = Math.round((now - lastEnd()) / seconds());
                if (passed == 0 && !ends.isEmpty()) {
                    extend(now);
                } else {
                    end(now, Math.toIntExact(Math.max(1, passed)));
                }
            }
            finished = true;
            return frozen(info);
        }
    }

    private void end(double now, int count) {
        double from = lastEnd();
        for (int i = 1; i < count; i++) {
            ends.add(from + (now - from) * i / count);
        }
        ends.add(now);
        columns.values().forEach(column -> column.end(count));
        failures.values().forEach(column -> column.end(count));
        timings.values().forEach(timing -> timing.end(count));
    }

    private void extend(double now) {
        ends.set(ends.size() - 1, now);
        columns.values().forEach(Column::extend);
        failures.values().forEach(Column::extend);
        timings.values().forEach(Timing::extend);
    }

    private RunRecord frozen(RunInfo info) {
        Timeline timeline = new Timeline(interval, ends);
        List<Series> series = columns.values().stream().map(Column::freeze).toList();
        List<TimingSeries> times = timings.values().stream().map(Timing::freeze).toList();
        return new RunRecord(info, timeline, series, times, failures.values().stream().map(Column::freeze).toList(),
                marks, List.copyOf(limitations), List.of(),
                SaturationLimits.DEFAULT.judge(timeline, series, times));
    }

    private Interval latest(double now) {
        Map<String, Double> values = new LinkedHashMap<>();
        columns.values().forEach(column -> values.put(column.name(), column.latest()));
        Map<String, IntervalTimes> times = new LinkedHashMap<>();
        timings.forEach((name, timing) -> times.put(name, timing.latest()));
        Map<String, Double> failed = new LinkedHashMap<>();
        failures.values().forEach(column -> failed.put(column.name(), column.latest()));
        int index = ends.size() - 1;
        double begin = index == 0 ? 0 : ends.get(index - 1);
        return new Interval(index, now, now - begin, values, times, failed);
    }

    private double lastEnd() {
        return ends.isEmpty() ? 0 : ends.getLast();
    }

    private double seconds() {
        return interval.toNanos() / NANOS;
    }
}
