package io.fairlead.load.report;

import static io.fairlead.load.page.Markup.text;

import io.fairlead.load.page.Markup;
import io.fairlead.load.record.Mark;
import io.fairlead.load.record.RunRecord;
import io.fairlead.load.record.Series;
import io.fairlead.load.record.TimingSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A comparison as one page: tables, and the plots of both runs over each other. */
public final class ComparisonPage {
    private static final int A = 0;
    private static final int B = 1;

    private final Comparison comparison;
    private final RunRecord a;
    private final RunRecord b;
    private final Grid grid;
    private final Background background;

    private ComparisonPage(Comparison comparison) {
        this.comparison = comparison;
        this.a = comparison.a();
        this.b = comparison.b();
        this.grid = Grid.of(List.of(a.timeline(), b.timeline()));
        this.background = new Background(marks(), List.of());
    }

    /** What both say at the same time once, all else with the name of the run. */
    private List<Mark> marks() {
        double near = grid.size() == 0 ? 0 : grid.edges().get(1);
        List<Mark> all = new ArrayList<>();
        List<Mark> rest = new ArrayList<>(b.marks());
        for (Mark each : a.marks()) {
            Optional<Mark> twin = rest.stream().filter(other -> other.text().equals(each.text())
                    && Math.abs(other.second() - each.second()) <= near).findFirst();
            twin.ifPresent(rest::remove);
            all.add(twin.isPresent() ? each : new Mark(each.second(), "A: " + each.text()));
        }
        rest.forEach(each -> all.add(new Mark(each.second(), "B: " + each.text())));
        all.sort(Comparator.comparingDouble(Mark::second));
        return all;
    }

    /**
     * Writes all.
     *
     * @param comparison of two runs
     * @return a page; well-formed XML too
     */
    public static String of(Comparison comparison) {
        return new ComparisonPage(comparison).page();
    }

    private String page() {
        StringBuilder out = new StringBuilder("<p class=\"plan\">A: ").append(text(ComparisonText.name(a.info())))
                .append("<br/>B: ").append(text(ComparisonText.name(b.info()))).append("</p>\n");
        if (!comparison.differences().isEmpty()) {
            out.append("<p class=\"caution\">The comparison may be unfair, A / B:</p>\n<ul>\n");
            comparison.differences().forEach(each -> out.append("<li>").append(text(each)).append("</li>\n"));
            out.append("</ul>\n");
        }
        out.append(PlotPage.section("Criteria", "", criteria()))
                .append(PlotPage.section("Figures", "", figures()))
                .append(PlotPage.section("Rates and levels", series(Lines.activity(a)), ""))
                .append(PlotPage.section("Times", times(), ""))
                .append(PlotPage.section("Servers", servers(), ""))
                .append(PlotPage.section("Failures", failures(), ""))
                .append(PlotPage.section("The generators", series(Lines.generator(a)), ""));
        return PlotPage.of(a.info().name() + ": A and B", grid, out.toString());
    }

    private String criteria() {
        Table table = new Table("words", "criterion", "A", "B");
        comparison.criteria().forEach(each -> table.row(each.lost() ? "bad" : "", "",
                List.of(each.name(), each.a(), each.b())));
        return table.isEmpty() ? "" : table.markup();
    }

    private String figures() {
        StringBuilder out = new StringBuilder();
        for (Comparison.Group group : comparison.groups()) {
            Table table = new Table("", group.title(), "A", "B", "B/A");
            group.rows().forEach(row -> table.row(List.of(ComparisonText.named(row), ComparisonText.value(row.a(), row),
                    ComparisonText.value(row.b(), row), ComparisonText.ratio(row))));
            out.append(table.markup());
        }
        return out.toString();
    }

    private String series(List<Series> of) {
        StringBuilder out = new StringBuilder();
        for (Series each : of) {
            b.series(each.name()).filter(other -> other.kind() == each.kind())
                    .ifPresent(other -> out.append(both(each.name(), each, other)));
        }
        return out.toString();
    }

    private String both(String title, Series one, Series other) {
        return TimePlot.of(title, Quantity.unit(one), false,
                List.of(Lines.of(one, "A", A, a.timeline(), grid), Lines.of(other, "B", B, b.timeline(), grid)), grid,
                background);
    }

    /** Two percentiles are what can be told apart of two runs; the curves have all others. */
    private String times() {
        StringBuilder out = new StringBuilder();
        for (TimingSeries each : a.timings()) {
            Optional<TimingSeries> other = b.timing(each.name());
            if (other.isEmpty()) {
                continue;
            }
            List<Line> lines = new ArrayList<>();
            for (Lines.Percentile percentile : List.of(Lines.PERCENTILES.get(0), Lines.PERCENTILES.get(2))) {
                lines.add(Lines.of(each, "A " + percentile.name(), percentile, Markup.colour(A + lines.size()),
                        a.timeline(), grid));
                lines.add(Lines.of(other.get(), "B " + percentile.name(), percentile, Markup.colour(A + lines.size()),
                        b.timeline(), grid));
            }
            out.append(TimePlot.of(each.name(), Quantity.MICROS, true, lines, grid, background));
            List<PercentilePlot.Curve> curves = new ArrayList<>();
            add(curves, "A", A, each);
            add(curves, "B", B, other.get());
            if (!curves.isEmpty()) {
                out.append(PercentilePlot.of(each.name() + ", the whole run", curves));
            }
        }
        return out.toString();
    }

    private static void add(List<PercentilePlot.Curve> curves, String name, int colour, TimingSeries timing) {
        if (timing.whole().getTotalCount() > 0) {
            curves.add(new PercentilePlot.Curve(name, Markup.colour(colour), timing.whole()));
        }
    }

    private String servers() {
        StringBuilder out = new StringBuilder();
        RunPlots.OF_SERVERS.forEach((what, title) -> {
            Map<String, Series> others = Lines.servers(b, what);
            Lines.servers(a, what).forEach((server, series) -> {
                if (others.containsKey(server)) {
                    out.append(both(server + ", " + title, series, others.get(server)));
                }
            });
        });
        return out.toString();
    }

    private String failures() {
        return a.failures().isEmpty() && b.failures().isEmpty()
                ? ""
                : both("all failures", Lines.sum("all", a.failures(), a.timeline()),
                        Lines.sum("all", b.failures(), b.timeline()));
    }
}
