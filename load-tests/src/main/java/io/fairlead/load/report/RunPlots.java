package io.fairlead.load.report;

import io.fairlead.load.page.Markup;
import io.fairlead.load.record.Names;
import io.fairlead.load.record.RunRecord;
import io.fairlead.load.record.Series;
import io.fairlead.load.record.TimingSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All plots of one run. */
final class RunPlots {
    /** What is drawn of servers: the end of the name, and the title. */
    static final Map<String, String> OF_SERVERS = ofServers();
    private static final int KINDS = 7;

    private final RunRecord record;
    private final Grid grid;
    private final Background background;

    RunPlots(RunRecord record) {
        this.record = record;
        this.grid = Grid.of(List.of(record.timeline()));
        this.background = new Background(record.marks(), record.saturation().spells());
    }

    private static Map<String, String> ofServers() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(Names.CPU, "processor time, cores");
        all.put(Names.MEMORY, "resident memory");
        all.put(Names.DESCRIPTORS, "open file descriptors");
        all.put(Names.THREADS, "threads");
        return all;
    }

    Grid grid() {
        return grid;
    }

    /** Of counts and levels, also those of the generator. */
    String series(List<Series> series) {
        StringBuilder out = new StringBuilder();
        List<String> nothing = new ArrayList<>();
        for (Lines.Group group : Lines.groups(series, record.timeline())) {
            if (group.series().stream().allMatch(each -> each.most() == 0)) {
                group.series().forEach(each -> nothing.add(each.name()));
                continue;
            }
            List<Line> lines = new ArrayList<>();
            for (Series each : group.series()) {
                lines.add(Lines.of(each, each.name(), lines.size(), record.timeline(), grid));
            }
            out.append(TimePlot.of(group.title(), group.unit(), false, lines, grid, background));
        }
        if (!nothing.isEmpty()) {
            out.append("<p>Nothing all the time: ").append(Markup.text(String.join(", ", nothing))).append(".</p>\n");
        }
        return out.toString();
    }

    /** Percentiles over time, and the curves of the whole run. */
    String times(boolean ofGenerator) {
        List<TimingSeries> timings = record.timings().stream()
                .filter(each -> Lines.isOfGenerator(each) == ofGenerator).toList();
        StringBuilder out = new StringBuilder();
        List<PercentilePlot.Curve> curves = new ArrayList<>();
        for (TimingSeries each : timings) {
            List<Line> lines = Lines.PERCENTILES.stream()
                    .map(percentile -> Lines.of(each, percentile.name(), percentile, percentile.colour(),
                            record.timeline(), grid))
                    .toList();
            out.append(TimePlot.of(each.name(), Quantity.MICROS, true, lines, grid, background));
            if (each.whole().getTotalCount() > 0) {
                curves.add(new PercentilePlot.Curve(each.name(), Markup.colour(curves.size()), each.whole()));
            }
        }
        return curves.isEmpty() ? out.toString() : out + PercentilePlot.of("The whole run", curves);
    }

    String servers() {
        StringBuilder out = new StringBuilder();
        OF_SERVERS.forEach((what, title) -> {
            List<Line> lines = new ArrayList<>();
            Map<String, Series> servers = Lines.servers(record, what);
            servers.forEach((server, series) -> lines.add(
                    Lines.of(series, server, lines.size(), record.timeline(), grid)));
            if (!lines.isEmpty()) {
                Series first = servers.values().iterator().next();
                out.append(TimePlot.of(title, Quantity.unit(first), false, lines, grid, background));
            }
        });
        return out.toString();
    }

    /** The most frequent kinds, and all others together. */
    String failures() {
        if (record.failures().isEmpty()) {
            return "";
        }
        List<Series> sorted = Lines.sorted(record.failures());
        List<Series> shown = new ArrayList<>(sorted.subList(0, Math.min(KINDS, sorted.size())));
        if (sorted.size() > KINDS) {
            List<Series> rest = sorted.subList(KINDS, sorted.size());
            shown.add(Lines.sum(rest.size() + " further kinds", rest, record.timeline()));
        }
        List<Line> lines = new ArrayList<>();
        shown.forEach(each -> lines.add(Lines.of(each, each.name(), lines.size(), record.timeline(), grid)));
        return TimePlot.of("failures by kind", "failures/s", false, lines, grid, background);
    }
}
