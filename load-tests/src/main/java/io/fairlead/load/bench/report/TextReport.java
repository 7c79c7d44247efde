package io.fairlead.load.bench.report;

import io.fairlead.load.bench.result.BenchResult;
import io.fairlead.load.bench.result.Figure;
import io.fairlead.load.bench.result.ScenarioResult;
import io.fairlead.load.bench.result.Series;
import io.fairlead.load.page.Numbers;
import io.fairlead.load.page.TextTable;
import java.util.ArrayList;
import java.util.List;

/** Results as tables of text. */
public final class TextReport {
    private TextReport() {}

    /**
     * Writes all.
     *
     * @param result what was measured
     * @return lines, each ended
     */
    public static String of(BenchResult result) {
        StringBuilder out = new StringBuilder();
        for (ScenarioResult scenario : result.scenarios()) {
            out.append('\n').append(scenario.name()).append(": ").append(scenario.title()).append('\n');
            out.append(TextTable.of(rows(scenario, result.reference())));
            for (Series series : scenario.series()) {
                series.warnings().forEach(warning -> out.append("  ! ").append(series.target()).append(": ")
                        .append(warning).append('\n'));
            }
        }
        result.cautions().forEach(caution -> out.append("! ").append(caution).append('\n'));
        return out.toString();
    }

    private static List<List<String>> rows(ScenarioResult scenario, String reference) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("median [min-max]"));
        for (Series series : scenario.series()) {
            head.add(series.target());
        }
        rows.add(head);
        for (Figure figure : scenario.figures()) {
            List<String> row = new ArrayList<>(List.of(figure.name() + ", " + figure.unit()));
            for (Series series : scenario.series()) {
                String ratio = scenario.ratio(figure, series, reference).stream()
                        .mapToObj(value -> "  " + Numbers.ratio(value))
                        .findFirst()
                        .orElse("");
                row.add(SpreadText.of(series.spread(figure)) + ratio);
            }
            rows.add(row);
        }
        return rows;
    }
}
