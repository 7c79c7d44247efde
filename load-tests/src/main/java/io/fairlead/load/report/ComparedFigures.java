package io.fairlead.load.report;

import io.fairlead.load.record.Histograms;
import io.fairlead.load.record.Names;
import io.fairlead.load.record.RunRecord;
import io.fairlead.load.record.Series;
import io.fairlead.load.record.TimingSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** The figures that two runs have in common. */
final class ComparedFigures {
    /** Percentiles that are costs are those that so many times say something of: 100 for the 99th. */
    private static final double LEAST_BEYOND = 1;
    private static final List<Double> PERCENTS = List.of(50.0, 90.0, 99.0, 99.9, 100.0);
    /** The rarest times are of one moment; two equal runs differ in them by a factor. */
    private static final double MOST_SURE = 99;

    private final RunRecord a;
    private final RunRecord b;

    ComparedFigures(RunRecord a, RunRecord b) {
        this.a = a;
        this.b = b;
    }

    List<Comparison.Group> groups() {
        List<Comparison.Group> groups = new ArrayList<>();
        add(groups, "rates and levels", series(Lines.activity(a)));
        for (TimingSeries each : a.timings()) {
            add(groups, each.name(), times(each));
        }
        add(groups, "servers", servers());
        add(groups, "failures", failures());
        add(groups, "generator", series(Lines.generator(a)));
        return groups;
    }

    private static void add(List<Comparison.Group> groups, String title, List<Comparison.Row> rows) {
        if (!rows.isEmpty()) {
            groups.add(new Comparison.Group(title, rows));
        }
    }

    /** What was done is no cost: the plan says how much. */
    private List<Comparison.Row> series(List<Series> of) {
        List<Comparison.Row> rows = new ArrayList<>();
        for (Series each : of) {
            Optional<Series> other = b.series(each.name()).filter(found -> found.kind() == each.kind());
            other.ifPresent(found -> rows.add(new Comparison.Row(each.name() + ", mean", Quantity.unit(each),
                    each.mean(a.timeline()), found.mean(b.timeline()), false)));
        }
        return rows;
    }

    private List<Comparison.Row> times(TimingSeries timing) {
        List<Comparison.Row> rows = new ArrayList<>();
        Optional<TimingSeries> other = b.timing(timing.name());
        if (other.isEmpty()) {
            return rows;
        }
        Histogram one = timing.whole();
        Histogram two = other.get().whole();
        for (double percent : PERCENTS) {
            boolean known = Math.min(one.getTotalCount(), two.getTotalCount()) * (100 - percent) / 100 >= LEAST_BEYOND;
            boolean cost = !Lines.isOfGenerator(timing) && percent <= MOST_SURE && known;
            rows.add(new Comparison.Row(name(percent), Quantity.MICROS, Histograms.micros(one, percent),
                    Histograms.micros(two, percent), cost));
        }
        return rows;
    }

    private static String name(double percent) {
        if (percent == 100) {
            return "max";
        }
        return "p" + (percent == Math.rint(percent) ? String.valueOf((int) percent) : String.valueOf(percent));
    }

    private List<Comparison.Row> servers() {
        List<Comparison.Row> rows = new ArrayList<>();
        rows.addAll(servers(Names.CPU, "processor time", "cores", true, each -> each.mean(a.timeline()),
                each -> each.mean(b.timeline())));
        rows.addAll(servers(Names.MEMORY, "memory, most", "MB", true, Series::most, Series::most));
        rows.addAll(servers(Names.DESCRIPTORS, "descriptors, most", "", false, Series::most, Series::most));
        rows.addAll(servers(Names.THREADS, "threads, most", "", false, Series::most, Series::most));
        return rows;
    }

    private List<Comparison.Row> servers(String what, String title, String unit, boolean cost,
            ToDoubleFunction<Series> ofA, ToDoubleFunction<Series> ofB) {
        List<Comparison.Row> rows = new ArrayList<>();
        Map<String, Series> others = Lines.servers(b, what);
        Lines.servers(a, what).forEach((server, series) -> {
            if (others.containsKey(server)) {
                rows.add(new Comparison.Row(server + ", " + title, unit, ofA.applyAsDouble(series),
                        ofB.applyAsDouble(others.get(server)), cost));
            }
        });
        return rows;
    }

    private List<Comparison.Row> failures() {
        List<Comparison.Row> rows = new ArrayList<>();
        double before = perSecond(a, a.failureCount());
        rows.add(new Comparison.Row("all", "1/s", before, perSecond(b, b.failureCount()), true));
        for (Series each : Lines.sorted(a.failures())) {
            rows.add(new Comparison.Row(each.name(), "1/s", perSecond(a, each.total()), perSecond(b, total(b, each)),
                    false));
        }
        for (Series each : Lines.sorted(b.failures())) {
            if (a.failures().stream().noneMatch(known -> known.name().equals(each.name()))) {
                rows.add(new Comparison.Row(each.name(), "1/s", 0, perSecond(b, each.total()), false));
            }
        }
        return rows;
    }

    private static double total(RunRecord record, Series like) {
        return record.failures().stream().filter(each -> each.name().equals(like.name()))
                .mapToDouble(Series::total).sum();
    }

    private static double perSecond(RunRecord record, double count) {
        return record.timeline().size() == 0 ? Double.NaN : count / record.timeline().length();
    }
}
