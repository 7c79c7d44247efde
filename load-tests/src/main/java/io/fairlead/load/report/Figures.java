package io.fairlead.load.report;

import io.fairlead.load.record.Histograms;
import io.fairlead.load.record.Kind;
import io.fairlead.load.record.Names;
import io.fairlead.load.record.RunRecord;
import io.fairlead.load.record.Series;
import io.fairlead.load.record.Timeline;
import io.fairlead.load.record.TimingSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Tables of what came of a whole run. */
final class Figures {
    private Figures() {}

    static String times(List<TimingSeries> timings) {
        Table table = new Table("", "time", "count", "p50", "p90", "p99", "p99.9", "max");
        for (TimingSeries each : timings) {
            Histogram whole = each.whole();
            table.row("", each.help(), List.of(each.name(), Quantity.text((double) whole.getTotalCount(), ""),
                    micros(whole, 50), micros(whole, 90), micros(whole, 99), micros(whole, 99.9),
                    micros(whole, 100)));
        }
        return table.isEmpty() ? "" : table.markup();
    }

    private static String micros(Histogram whole, double percent) {
        return Quantity.text(Histograms.micros(whole, percent), Quantity.MICROS);
    }

    static String series(List<Series> series, Timeline timeline) {
        Table table = new Table("", "", "unit", "total", "mean", "most");
        for (Series each : series) {
            String unit = Quantity.unit(each);
            table.row("", each.help(), List.of(each.name(), unit,
                    each.kind() == Kind.COUNT ? Quantity.text(each.total(), each.unit()) : "",
                    Quantity.text(each.mean(timeline), unit), Quantity.text(most(each, timeline), unit)));
        }
        return table.isEmpty() ? "" : table.markup();
    }

    private static double most(Series series, Timeline timeline) {
        double most = Double.NaN;
        for (int i = 0; i < timeline.size(); i++) {
            double value = series.rate(timeline, i);
            most = Double.isNaN(value) || value <= most ? most : value;
        }
        return most;
    }

    static String servers(RunRecord record) {
        Timeline timeline = record.timeline();
        Table table = new Table("", "server", "processor time, s", "cores, mean", "cores, most", "memory, MB, most",
                "descriptors, most", "threads, most");
        Map<String, Series> memory = Lines.servers(record, Names.MEMORY);
        Map<String, Series> descriptors = Lines.servers(record, Names.DESCRIPTORS);
        Map<String, Series> threads = Lines.servers(record, Names.THREADS);
        Lines.servers(record, Names.CPU).forEach((server, cpu) -> table.row(List.of(server,
                Quantity.text(cpu.total(), ""), Quantity.text(cpu.mean(timeline), ""),
                Quantity.text(most(cpu, timeline), ""), most(memory, server), most(descriptors, server),
                most(threads, server))));
        return table.isEmpty() ? "" : table.markup();
    }

    private static String most(Map<String, Series> all, String server) {
        return all.containsKey(server) ? Quantity.text(all.get(server).most(), "") : "-";
    }

    static String failures(RunRecord record) {
        Table table = new Table("", "kind", "total", "per second, mean", "first", "last");
        Lines.sorted(record.failures()).forEach(each -> {
            List<Integer> seen = new ArrayList<>();
            for (int i = 0; i < each.values().size(); i++) {
                if (each.values().get(i) > 0) {
                    seen.add(i);
                }
            }
            table.row(List.of(each.name(), Quantity.text(each.total(), ""),
                    Quantity.text(each.mean(record.timeline()), ""), instant(record, seen, true),
                    instant(record, seen, false)));
        });
        return table.isEmpty() ? "" : table.markup();
    }

    private static String instant(RunRecord record, List<Integer> seen, boolean first) {
        if (seen.isEmpty()) {
            return "-";
        }
        return Quantity.second(first
                ? record.timeline().start(seen.getFirst())
                : record.timeline().ends().get(seen.getLast()));
    }
}
