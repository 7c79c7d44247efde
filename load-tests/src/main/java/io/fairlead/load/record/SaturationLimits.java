package io.fairlead.load.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * From which values on a generator is taken for the limit. One interval or two beyond them are told, but spoil nothing.
 *
 * @param cpuShare   of the allowed cores; with less than a tenth left, threads wait for each other
 * @param lateness   99 in 100 plans of an interval; what is measured is late by as much
 * @param wakeUp     99 in 100 wake-ups of an interval; answers are seen as late as that
 * @param pauseShare of an interval for which the garbage collector stopped everything
 * @param dropShare  of all plans that were not carried out
 */
public record SaturationLimits(
        double cpuShare, Duration lateness, Duration wakeUp, double pauseShare, double dropShare) {
    /** What is taken when nobody says otherwise. */
    public static final SaturationLimits DEFAULT = new SaturationLimits(
            0.9, Duration.ofMillis(20), Duration.ofMillis(50), 0.1, 0.001);

    /** So many intervals in a row make a spell. */
    private static final int ROW = 3;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double MICROS_PER_MILLI = 1e3;

    /** A rule: what it looks at, and how what it has seen is told. */
    private record Rule(IntToDoubleFunction value, double limit, String text, double factor) {
        String told(double most) {
            return String.format(Locale.ROOT, text, most * factor, limit * factor);
        }
    }

    /**
     * Judges.
     *
     * @param timeline of a run
     * @param series   of it, with those that {@link GeneratorWatch} records
     * @param timings  of it
     * @return the verdict
     */
    public Saturation judge(Timeline timeline, List<Series> series, List<TimingSeries> timings) {
        List<Rule> rules = rules(timeline, series, timings);
        List<Saturation.Spell> spells = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        rules.forEach(rule -> apply(rule, timeline, spells, notes));
        spells.sort(Comparator.comparingDouble(Saturation.Spell::from));
        boolean watched = find(series, Names.GENERATOR_SHARE).isPresent();
        return new Saturation(watched, timeline.length(), spells, notes);
    }

    private List<Rule> rules(Timeline timeline, List<Series> series, List<TimingSeries> timings) {
        List<Rule> rules = new ArrayList<>();
        find(series, Names.GENERATOR_SHARE).ifPresent(share -> rules.add(new Rule(share.values()::get, cpuShare,
                "it took up to %.0f %% of its cores (limit %.0f %%)", 100)));
        find(series, Names.PAUSES).ifPresent(pauses -> rules.add(new Rule(
                i -> pauses.values().get(i) / timeline.seconds(i), pauseShare,
                "garbage collection took up to %.0f %% of an interval (limit %.0f %%)", 100)));
        Optional<TimingSeries> late = timing(timings, Names.LATENESS);
        late.ifPresent(times -> rules.add(new Rule(i -> times.intervals().get(i).p99(), micros(lateness),
                "1 in 100 of its plans was late by up to %.0f ms (limit %.0f ms)", 1 / MICROS_PER_MILLI)));
        timing(timings, Names.WAKE_UP).ifPresent(times -> rules.add(new Rule(i -> times.intervals().get(i).p99(),
                micros(wakeUp), "a thread of it woke up to %.0f ms late (limit %.0f ms)", 1 / MICROS_PER_MILLI)));
        find(series, Names.DROPPED).ifPresent(dropped -> rules.add(new Rule(
                i -> share(dropped.values().get(i), late.map(times -> times.intervals().get(i).count()).orElse(0L)),
                dropShare, "it left out up to %.1f %% of its plans (limit %.1f %%)", 100)));
        return rules;
    }

    private static double share(double dropped, long done) {
        return dropped > 0 ? dropped / (dropped + done) : 0;
    }

    private static void apply(Rule rule, Timeline timeline, List<Saturation.Spell> spells, List<String> notes) {
        int row = Math.min(ROW, timeline.size());
        int brief = 0;
        double briefMost = 0;
        for (int i = 0; i < timeline.size();) {
            int begin = i;
            double most = 0;
            while (i < timeline.size() && rule.value().applyAsDouble(i) > rule.limit()) {
                most = Math.max(most, rule.value().applyAsDouble(i));
                i++;
            }
            if (i - begin >= row) {
                spells.add(new Saturation.Spell(timeline.start(begin), timeline.ends().get(i - 1), rule.told(most)));
            } else {
                brief += i - begin;
                briefMost = Math.max(briefMost, most);
                i++;
            }
        }
        if (brief > 0) {
            notes.add("In " + brief + " of " + timeline.size() + " intervals, never " + row + " in a row, "
                    + rule.told(briefMost) + ".");
        }
    }

    private static double micros(Duration duration) {
        return duration.toNanos() / NANOS_PER_MICRO;
    }

    private static Optional<Series> find(List<Series> series, String name) {
        return series.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private static Optional<TimingSeries> timing(List<TimingSeries> timings, String name) {
        return timings.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
