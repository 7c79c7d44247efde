package io.fairlead.load.report;

import static io.fairlead.load.page.Markup.text;

import io.fairlead.load.record.RunRecord;
import io.fairlead.load.record.Saturation;

/** A run as one page that needs nothing else: verdicts, plots as inline SVG, tables; in light and dark. */
public final class HtmlReport {
    private HtmlReport() {}

    /**
     * Writes all.
     *
     * @param record of a run
     * @return a page; well-formed XML too
     */
    public static String of(RunRecord record) {
        RunPlots plots = new RunPlots(record);
        String content = Head.verdicts(record) + Head.marks(record)
                + PlotPage.section("Rates and levels", plots.series(Lines.activity(record)),
                        Figures.series(Lines.activity(record), record.timeline()))
                + PlotPage.section("Times", plots.times(false),
                        Figures.times(record.timings().stream().filter(each -> !Lines.isOfGenerator(each)).toList()))
                + PlotPage.section("Servers", plots.servers(), Figures.servers(record))
                + PlotPage.section("Failures", plots.failures(), record.failures().isEmpty()
                        ? "<p class=\"note\">There were none.</p>\n"
                        : Figures.failures(record))
                + PlotPage.section("The generator itself", plots.series(Lines.generator(record)) + plots.times(true),
                        generator(record))
                + PlotPage.section("Where and how", "", Head.circumstances(record))
                + PlotPage.section("Raw numbers", "", resolution(record, plots.grid())
                        + new RawTables(record, plots.grid()).markup());
        return PlotPage.of(record.info().name(), plots.grid(), content);
    }

    private static String generator(RunRecord record) {
        Saturation saturation = record.saturation();
        StringBuilder out = new StringBuilder("<p class=\"")
                .append(saturation.trusted() ? "note" : "caution").append("\">").append(text(saturation.verdict()))
                .append("</p>\n");
        saturation.notes().forEach(note -> out.append("<p class=\"note\">").append(text(note)).append("</p>\n"));
        return out.append(Figures.series(Lines.generator(record), record.timeline()))
                .append(Figures.times(record.timings().stream().filter(Lines::isOfGenerator).toList())).toString();
    }

    private static String resolution(RunRecord record, Grid grid) {
        return record.timeline().size() == grid.size()
                ? ""
                : "<p class=\"note\">Each point is " + Quantity.second(grid.edges().get(1)) + " of the "
                        + record.timeline().size() + " intervals; of times, the worst in it. The JSON has all.</p>\n";
    }
}
