package io.fairlead.load.record;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * Makes one record of those of several generator processes that took part in one run. Records are laid on each other by
 * the wall clock, to the nearest interval; counts and histograms are added, levels as their {@link Kind} says.
 */
public final class Merging {
    private static final double NANOS = 1e9;

    private final List<RunRecord> records;
    private final Instant start;
    private final Duration interval;
    private final int size;

    private Merging(List<RunRecord> records) {
        this.records = records;
        this.start = records.stream().map(each -> each.info().start()).min(Comparator.naturalOrder()).orElseThrow();
        this.interval = records.getFirst().timeline().interval();
        this.size = records.stream().mapToInt(each -> shift(each) + each.timeline().size()).max().orElse(0);
    }

    /**
     * Merges. One process alone watches the servers, and its record is the first: name, seed, target and machine are
     * its.
     *
     * @param records one at least, with the histograms of their intervals
     * @return all of them together; {@link RunRecord#compact} when it is to be kept
     * @throws IllegalArgumentException when there is none, when intervals are not as long, when a name is not the
     *                                  same thing in all, or when the histograms of intervals were left out
     */
    public static RunRecord merge(List<RunRecord> records) {
        if (records.isEmpty()) {
            throw new IllegalArgumentException("no records (expected: at least 1)");
        }
        for (RunRecord each : records) {
            if (!each.timeline().interval().equals(records.getFirst().timeline().interval())) {
                throw new IllegalArgumentException("interval: " + each.timeline().interval() + " (expected: "
                        + records.getFirst().timeline().interval() + " as in the first record)");
            }
        }
        return records.size() == 1 ? records.getFirst() : new Merging(records).all();
    }

    private RunRecord all() {
        RunInfo first = records.getFirst().info();
        RunInfo info = new RunInfo(first.name(), first.description(), first.seed(), first.target(), first.machine(),
                start, first.configuration(), first.versions());
        Timeline timeline = timeline();
        Set<String> limitations = new LinkedHashSet<>();
        Set<Criterion> criteria = new LinkedHashSet<>();
        records.forEach(each -> limitations.addAll(each.limitations()));
        records.forEach(each -> criteria.addAll(each.criteria()));
        return new RunRecord(info, timeline, series(RunRecord::series), timings(), series(RunRecord::failures), marks(),
                List.copyOf(limitations), List.copyOf(criteria), saturation(timeline.length()));
    }

    /** So many intervals later than the first one this record began. */
    private int shift(RunRecord each) {
        return (int) Math.round(later(each) * NANOS / interval.toNanos());
    }

    private double later(RunRecord each) {
        return Duration.between(start, each.info().start()).toNanos() / NANOS;
    }

    private Timeline timeline() {
        double step = interval.toNanos() / NANOS;
        List<Double> ends = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            double end = ends.isEmpty() ? step / NANOS : ends.getLast() + step / NANOS;
            for (RunRecord each : records) {
                int own = i - shift(each);
                if (own >= 0 && own < each.timeline().size()) {
                    end = Math.max(end, each.timeline().ends().get(own) + shift(each) * step);
                }
            }
            ends.add(end);
        }
        return new Timeline(interval, ends);
    }

    private List<Series> series(Function<RunRecord, List<Series>> part) {
        Map<String, Series> merged = new LinkedHashMap<>();
        for (RunRecord record : records) {
            for (Series each : part.apply(record)) {
                Series moved = new Series(each.name(), each.unit(), each.help(), each.kind(),
                        moved(each.values(), shift(record), Double.NaN));
                merged.merge(each.name(), moved, Merging::sum);
            }
        }
        return List.copyOf(merged.values());
    }

    private <T> List<T> moved(List<T> values, int shift, T nothing) {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int own = i - shift;
            all.add(own >= 0 && own < values.size() ? values.get(own) : nothing);
        }
        return all;
    }

    private static Series sum(Series one, Series other) {
        if (one.kind() != other.kind() || !one.unit().equals(other.unit())) {
            throw new IllegalArgumentException(one.name() + ": " + other.kind() + " of " + other.unit() + " (expected: "
                    + one.kind() + " of " + one.unit() + " as in the first record)");
        }
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < one.values().size(); i++) {
            double a = one.values().get(i);
            double b = other.values().get(i);
            values.add(together(one.kind(), a, b));
        }
        return new Series(one.name(), one.unit(), one.help(), one.kind(), values);
    }

    /** How much there is of something is known only when all know their part: processes end one after the other. */
    private static double together(Kind kind, double a, double b) {
        if (kind == Kind.LEVEL || (!Double.isNaN(a) && !Double.isNaN(b))) {
            return kind == Kind.HIGHEST ? Math.max(a, b) : a + b;
        }
        return Double.isNaN(a) ? b : a;
    }

    private List<TimingSeries> timings() {
        Map<String, TimingSeries> merged = new LinkedHashMap<>();
        for (RunRecord record : records) {
            for (TimingSeries each : record.timings()) {
                TimingSeries moved = new TimingSeries(each.name(), each.help(),
                        moved(each.intervals(), shift(record), IntervalTimes.NONE), each.histogram());
                merged.merge(each.name(), moved, Merging::sum);
            }
        }
        return List.copyOf(merged.values());
    }

    private static TimingSeries sum(TimingSeries one, TimingSeries other) {
        List<IntervalTimes> intervals = new ArrayList<>();
        for (int i = 0; i < one.intervals().size(); i++) {
            IntervalTimes a = one.intervals().get(i);
            IntervalTimes b = other.intervals().get(i);
            intervals.add(a.count() == 0 ? b : b.count() == 0 ? a : a.plus(b, one.name()));
        }
        Histogram whole = one.whole();
        whole.add(other.whole());
        return new TimingSeries(one.name(), one.help(), intervals, Histograms.encode(whole));
    }

    /** What all processes say at the same time is said once. */
    private List<Mark> marks() {
        double near = interval.toNanos() / NANOS;
        List<Mark> all = new ArrayList<>();
        for (RunRecord record : records) {
            for (Mark each : record.marks()) {
                Mark moved = new Mark(each.second() + later(record), each.text());
                if (all.stream().noneMatch(known -> known.text().equals(moved.text())
                        && Math.abs(known.second() - moved.second()) <= near)) {
                    all.add(moved);
                }
            }
        }
        all.sort(Comparator.comparingDouble(Mark::second));
        return all;
    }

    /**
     * One of eight generators that is late would not be seen in the percentiles of all: each one's own verdict counts.
     */
    private Saturation saturation(double length) {
        List<Saturation.Spell> spells = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        boolean watched = true;
        int generator = 0;
        for (RunRecord record : records) {
            Saturation each = record.saturation();
            if (!each.watched() && record.timings().isEmpty()) {
                // It made no load, but watched servers.
                continue;
            }
            generator++;
            String who = "generator " + generator + ": ";
            double later = later(record);
            watched &= each.watched();
            each.spells().forEach(spell -> spells.add(
                    new Saturation.Spell(spell.from() + later, spell.to() + later, who + spell.reason())));
            each.notes().forEach(note -> notes.add(who + note));
        }
        spells.sort(Comparator.comparingDouble(Saturation.Spell::from));
        return new Saturation(watched && generator > 0, length, spells, notes);
    }
}
