package io.fairlead.load.report;

import static io.fairlead.load.page.Markup.text;

import io.fairlead.load.record.RunRecord;
import io.fairlead.load.record.Series;
import io.fairlead.load.record.TimingSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The numbers behind the plots, to be opened. */
final class RawTables {
    /** More columns than this are for programs, which read the JSON. */
    private static final int COLUMNS = 12;

    private final RunRecord record;
    private final Grid grid;

    RawTables(RunRecord record, Grid grid) {
        this.record = record;
        this.grid = grid;
    }

    String markup() {
        StringBuilder out = new StringBuilder();
        List<Series> all = Stream.concat(record.series().stream(), record.failures().stream()).toList();
        for (int i = 0; i < all.size(); i += COLUMNS) {
            List<Series> some = all.subList(i, Math.min(all.size(), i + COLUMNS));
            out.append(details("Counts, levels and failures, " + (i + 1) + " to " + (i + some.size()), series(some)));
        }
        record.timings().forEach(each -> out.append(details("Times: " + each.name(), times(each))));
        return out.toString();
    }

    private static String details(String title, Table table) {
        return "<details><summary>" + text(title) + "</summary>\n" + table.markup() + "</details>\n";
    }

    private Table series(List<Series> some) {
        List<String> head = new ArrayList<>(List.of("until"));
        some.forEach(each -> head.add(each.name() + ", " + Quantity.unit(each)));
        Table table = new Table("", head);
        List<List<Double>> columns = some.stream()
                .map(each -> grid.mean(record.timeline(), i -> each.rate(record.timeline(), i))).toList();
        for (int cell = 0; cell < grid.size(); cell++) {
            List<String> row = new ArrayList<>(List.of(until(cell)));
            for (int i = 0; i < some.size(); i++) {
                row.add(Quantity.text(columns.get(i).get(cell), Quantity.unit(some.get(i))));
            }
            table.row(row);
        }
        return table;
    }

    private Table times(TimingSeries timing) {
        Table table = new Table("", "until", "per second", "p50", "p90", "p99", "p99.9", "max");
        List<Double> rate = grid.mean(record.timeline(),
                i -> timing.intervals().get(i).count() / record.timeline().seconds(i));
        List<List<Double>> columns = Lines.PERCENTILES.stream().map(each -> grid.most(record.timeline(),
                i -> each.of().applyAsDouble(timing.intervals().get(i)))).toList();
        for (int cell = 0; cell < grid.size(); cell++) {
            List<String> row = new ArrayList<>(List.of(until(cell), Quantity.text(rate.get(cell), "")));
            for (List<Double> column : columns) {
                row.add(Quantity.text(column.get(cell), Quantity.MICROS));
            }
            table.row(row);
        }
        return table;
    }

    private String until(int cell) {
        return Quantity.second(grid.edges().get(cell + 1));
    }
}
