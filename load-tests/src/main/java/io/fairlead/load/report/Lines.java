package io.fairlead.load.report;

import io.fairlead.load.page.Markup;
import io.fairlead.load.record.IntervalTimes;
import io.fairlead.load.record.Kind;
import io.fairlead.load.record.Names;
import io.fairlead.load.record.RunRecord;
import io.fairlead.load.record.Series;
import io.fairlead.load.record.Timeline;
import io.fairlead.load.record.TimingSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Makes lines of what was recorded, and tells which of them go into one plot. */
final class Lines {
    private static final int MOST_IN_A_PLOT = 6;
    /** A line that is never higher than a twentieth of another cannot be read beside it. */
    private static final double MOST_APART = 20;

    /**
     * What is drawn in one plot.
     *
     * @param title  of the plot
     * @param unit   of all
     * @param series one at least
     */
    record Group(String title, String unit, List<Series> series) {}

    /**
     * A percentile that is drawn.
     *
     * @param name   for people
     * @param colour as the style has it
     * @param of     an interval
     */
    record Percentile(String name, String colour, ToDoubleFunction<IntervalTimes> of) {}

    /** In the order of the legend. */
    static final List<Percentile> PERCENTILES = List.of(
            new Percentile("p50", "var(--c2)", IntervalTimes::p50),
            new Percentile("p90", "var(--c0)", IntervalTimes::p90),
            new Percentile("p99", "var(--c1)", IntervalTimes::p99),
            new Percentile("p99.9", "var(--c6)", IntervalTimes::p999),
            new Percentile("max", "var(--c5)", IntervalTimes::max));

    private Lines() {}

    static Line of(Series series, String name, int colour, Timeline timeline, Grid grid) {
        return new Line(name, Markup.colour(colour), grid.mean(timeline, i -> series.rate(timeline, i)),
                summary(series, timeline));
    }

    static Line of(TimingSeries timing, String name, Percentile percentile, String colour, Timeline timeline,
            Grid grid) {
        List<Double> values = grid.most(timeline, i -> percentile.of().applyAsDouble(timing.intervals().get(i)));
        Line line = new Line(name, colour, values, "");
        return new Line(name, colour, values, "worst " + Quantity.text(line.most(), Quantity.MICROS));
    }

    /** The most frequent first. */
    static List<Series> sorted(List<Series> counts) {
        return counts.stream().sorted(Comparator.comparingDouble((Series each) -> -each.total())).toList();
    }

    /** Several counts of failures as one; nothing failed when there is no kind. */
    static Series sum(String name, List<Series> parts, Timeline timeline) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < timeline.size(); i++) {
            int interval = i;
            values.add(parts.stream().mapToDouble(each -> each.values().get(interval))
                    .filter(value -> !Double.isNaN(value)).sum());
        }
        return new Series(name, "failures", "", Kind.COUNT, values);
    }

    static String summary(Series series, Timeline timeline) {
        String unit = Quantity.unit(series);
        String mean = "mean " + Quantity.text(series.mean(timeline), unit);
        return series.kind() == Kind.COUNT
                ? mean + ", total " + Quantity.text(series.total(), series.unit())
                : mean + ", most " + Quantity.text(series.most(), unit);
    }

    /** What devices and sessions did: neither of servers nor of the generator. */
    static List<Series> activity(RunRecord record) {
        return record.series().stream()
                .filter(each -> !each.name().startsWith(Names.SERVER) && !each.name().startsWith(Names.GENERATOR))
                .toList();
    }

    /** Of the generator itself. */
    static List<Series> generator(RunRecord record) {
        return record.series().stream().filter(each -> each.name().startsWith(Names.GENERATOR)).toList();
    }

    static boolean isOfGenerator(TimingSeries timing) {
        return timing.name().startsWith(Names.GENERATOR);
    }

    /** Of servers, by name; {@code what} as in {@link Names}, for example {@link Names#CPU}. */
    static Map<String, Series> servers(RunRecord record, String what) {
        Map<String, Series> all = new LinkedHashMap<>();
        record.series().stream()
                .filter(each -> each.name().startsWith(Names.SERVER) && each.name().endsWith(what))
                .filter(each -> each.name().length() > Names.SERVER.length() + what.length())
                .forEach(each -> all.put(each.name().substring(Names.SERVER.length(),
                        each.name().length() - what.length()), each));
        return all;
    }

    /** Puts together what begins alike and has the same unit, and apart again what cannot be read beside each other. */
    static List<Group> groups(List<Series> series, Timeline timeline) {
        Map<String, List<Series>> alike = new LinkedHashMap<>();
        for (Series each : series) {
            String unit = each.kind() == Kind.COUNT && !"bytes".equals(each.unit()) && !"s".equals(each.unit())
                    ? "per second"
                    : Quantity.unit(each);
            alike.computeIfAbsent(each.name().split("\\.", 2)[0] + "\n" + unit, _ -> new ArrayList<>()).add(each);
        }
        List<Group> groups = new ArrayList<>();
        alike.forEach((key, members) -> groups.addAll(split(key.split("\n", 2), members, timeline)));
        return groups;
    }

    private static List<Group> split(String[] key, List<Series> members, Timeline timeline) {
        List<Series> sorted = members.stream()
                .sorted(Comparator.comparingDouble((Series each) -> -peak(each, timeline))).toList();
        List<Group> groups = new ArrayList<>();
        List<Series> current = new ArrayList<>();
        for (Series each : sorted) {
            boolean far = !current.isEmpty() && peak(each, timeline) * MOST_APART < peak(current.getFirst(), timeline);
            if (far || current.size() == MOST_IN_A_PLOT) {
                groups.add(group(key, current));
                current = new ArrayList<>();
            }
            current.add(each);
        }
        groups.add(group(key, current));
        return groups;
    }

    private static Group group(String[] key, List<Series> members) {
        if (members.size() == 1) {
            return new Group(members.getFirst().name(), Quantity.unit(members.getFirst()), List.copyOf(members));
        }
        return new Group(key[0], key[1], List.copyOf(members));
    }

    private static double peak(Series series, Timeline timeline) {
        double most = 0;
        for (int i = 0; i < timeline.size(); i++) {
            double value = series.rate(timeline, i);
            most = value > most ? value : most;
        }
        return most;
    }
}
