package io.fairlead.load.bench.report;

import static io.fairlead.load.page.Markup.text;

import io.fairlead.load.bench.result.BenchResult;
import io.fairlead.load.bench.result.Figure;
import io.fairlead.load.bench.result.ScenarioResult;
import io.fairlead.load.bench.result.Series;
import io.fairlead.load.page.Numbers;
import io.fairlead.load.page.Page;
import java.util.Map;

/** Results as one page that needs nothing else: tables, and plots as inline SVG, in light and dark. */
public final class HtmlReport {
    private static final String STYLE = """
            .wide svg { max-width: 100%; height: auto; font: 12px system-ui, sans-serif; }
            .curve { fill: none; stroke-width: 2; } .dot { stroke: var(--page); stroke-width: 1; }
            .tick { fill: var(--soft); font-size: 11px; } .axis { fill: var(--soft); }
            .name, .value { fill: var(--ink); } .whisker { stroke: var(--ink); stroke-width: 1.2; }
            """;

    private HtmlReport() {}

    /**
     * Writes all.
     *
     * @param result what was measured
     * @return a page; well-formed XML too
     */
    public static String of(BenchResult result) {
        StringBuilder out = new StringBuilder(Page.begin("Fairlead benchmarks", STYLE));
        out.append("<p class=\"note\">Medians of interleaved rounds, in brackets the least and the most.");
        if (!result.reference().isEmpty()) {
            out.append(" Ratios are to ").append(text(result.reference())).append("; less than 1 is less.");
        }
        out.append("</p>\n");
        result.cautions().forEach(caution -> caution(out, caution));
        result.scenarios().forEach(scenario -> scenario(out, scenario, result.reference()));
        out.append("<h2>Where and how</h2>\n<div class=\"wide\"><table>\n");
        result.environment().forEach((name, value) -> out.append("<tr><td>").append(text(name))
                .append("</td><td style=\"text-align:left;white-space:normal\">").append(text(value))
                .append("</td></tr>\n"));
        return out.append("</table></div>\n").append(Page.END).toString();
    }

    private static void caution(StringBuilder out, String sentence) {
        out.append("<p class=\"caution\">! ").append(text(sentence)).append("</p>\n");
    }

    private static void scenario(StringBuilder out, ScenarioResult scenario, String reference) {
        out.append("<h2>").append(text(scenario.name())).append("</h2>\n<p class=\"plan\">")
                .append(text(scenario.title())).append(". ");
        for (Map.Entry<String, String> part : scenario.plan().entrySet()) {
            out.append(text(part.getKey())).append(": ").append(text(part.getValue())).append("; ");
        }
        out.append("rounds: ").append(scenario.series().stream().mapToInt(each -> each.samples().size()).max()
                .orElse(0)).append("</p>\n");
        for (Series series : scenario.series()) {
            series.warnings().forEach(warning -> caution(out, series.target() + ": " + warning));
        }
        if (scenario.series().isEmpty()) {
            return;
        }
        out.append("<div class=\"wide\">\n")
                .append(BarChart.of(scenario, scenario.figures().getFirst(), reference))
                .append("</div>\n");
        table(out, scenario, reference);
        if (scenario.series().stream().anyMatch(series -> !series.delays().isEmpty())) {
            out.append("<div class=\"wide\">\n").append(DelayChart.of(scenario)).append("</div>\n");
        }
    }

    private static void table(StringBuilder out, ScenarioResult scenario, String reference) {
        out.append("<div class=\"wide\"><table>\n<tr><th></th>");
        scenario.series().forEach(series -> out.append("<th>").append(text(series.target())).append("</th>"));
        out.append("</tr>\n");
        for (Figure figure : scenario.figures()) {
            out.append("<tr><td>").append(text(figure.name())).append(", ").append(text(figure.unit()))
                    .append("<br/><small>").append(text(figure.meaning())).append("</small></td>");
            for (Series series : scenario.series()) {
                out.append("<td>").append(text(SpreadText.of(series.spread(figure))));
                scenario.ratio(figure, series, reference)
                        .ifPresent(ratio -> out.append("<br/>").append(Numbers.ratio(ratio)));
                out.append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append("</table></div>\n");
    }
}
