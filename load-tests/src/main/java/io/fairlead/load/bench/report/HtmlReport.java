package io.fairlead.load.bench.report;

import static io.fairlead.load.bench.report.Markup.text;

import io.fairlead.load.bench.result.BenchResult;
import io.fairlead.load.bench.result.Figure;
import io.fairlead.load.bench.result.ScenarioResult;
import io.fairlead.load.bench.result.Series;
import java.util.Map;

/** Results as one page that needs nothing else: tables, and plots as inline SVG, in light and dark. */
public final class HtmlReport {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>Fairlead benchmarks</title>
            <style>
            :root { color-scheme: light dark; --page: #fdfdfc; --ink: #1c1d22; --soft: #62656f; --rule: #e2e3e6;
              --caution: #9a4b00; --c0: #2f6fd0; --c1: #d0702a; --c2: #2c9a6c; --c3: #a8498c;
              --c4: #8a7a1f; --c5: #6c6f7a; }
            @media (prefers-color-scheme: dark) { :root { --page: #17181b; --ink: #e8e9ec; --soft: #a0a4ae;
              --rule: #33353b; --caution: #f0a35a; --c0: #6ea3f2; --c1: #ee9a5c; --c2: #58c796; --c3: #d987c2;
              --c4: #cdb94f; --c5: #a2a6b2; } }
            body { background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; max-width: 960px;
              margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .2rem; }
            p.plan, p.note { color: var(--soft); margin: .2rem 0 .8rem; font-size: .9rem; }
            p.caution { color: var(--caution); margin: .3rem 0; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; font-size: .88rem; margin: .8rem 0; }
            th, td { text-align: right; padding: .25rem .8rem; border-bottom: 1px solid var(--rule);
              font-variant-numeric: tabular-nums; white-space: nowrap; vertical-align: top; }
            th:first-child, td:first-child { text-align: left; white-space: normal; }
            td small, th small { color: var(--soft); font-weight: normal; }
            svg { max-width: 100%; height: auto; font: 12px system-ui, sans-serif; }
            .grid { stroke: var(--rule); stroke-width: 1; } .whisker { stroke: var(--ink); stroke-width: 1.2; }
            .curve { fill: none; stroke-width: 2; } .dot { stroke: var(--page); stroke-width: 1; }
            .tick { fill: var(--soft); font-size: 11px; } .axis { fill: var(--soft); }
            .name, .value { fill: var(--ink); }
            </style>
            </head>
            <body>
            <h1>Fairlead benchmarks</h1>
            """;

    private HtmlReport() {}

    /**
     * Writes all.
     *
     * @param result what was measured
     * @return a page; well-formed XML too
     */
    public static String of(BenchResult result) {
        StringBuilder out = new StringBuilder(HEAD);
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
        return out.append("</table></div>\n</body>\n</html>\n").toString();
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
                out.append("<td>").append(text(Numbers.of(series.spread(figure))));
                scenario.ratio(figure, series, reference)
                        .ifPresent(ratio -> out.append("<br/>").append(Numbers.ratio(ratio)));
                out.append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append("</table></div>\n");
    }
}
