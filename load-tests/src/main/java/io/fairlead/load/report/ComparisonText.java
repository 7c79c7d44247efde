package io.fairlead.load.report;

import io.fairlead.load.page.Numbers;
import io.fairlead.load.page.TextTable;
import io.fairlead.load.record.RunInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** A comparison for a terminal. */
public final class ComparisonText {
    private ComparisonText() {}

    /**
     * Writes all.
     *
     * @param comparison of two runs
     * @return lines, each ended
     */
    public static String of(Comparison comparison) {
        StringBuilder out = new StringBuilder();
        out.append("A: ").append(name(comparison.a().info())).append('\n');
        out.append("B: ").append(name(comparison.b().info())).append('\n');
        for (Comparison.Group group : comparison.groups()) {
            out.append('\n').append(line(group.title())).append('\n').append(TextTable.of(rows(group)));
        }
        if (!comparison.criteria().isEmpty()) {
            List<List<String>> rows = new ArrayList<>(List.of(List.of("criterion", "A", "B")));
            comparison.criteria().forEach(each -> rows.add(
                    List.of(line(each.name()), line(each.a()), line(each.b()))));
            out.append('\n').append("criteria\n").append(TextTable.of(rows));
        }
        if (!comparison.differences().isEmpty()) {
            out.append("\nThe comparison may be unfair, A / B:\n");
            comparison.differences().forEach(each -> out.append("  ! ").append(line(each)).append('\n'));
        }
        return out.toString();
    }

    static String name(RunInfo info) {
        return line(info.name() + ", " + info.target().kind() + " " + info.target().host() + ", " + info.start());
    }

    private static List<List<String>> rows(Comparison.Group group) {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("", "A", "B", "B/A")));
        for (Comparison.Row row : group.rows()) {
            rows.add(List.of(line(named(row)), value(row.a(), row), value(row.b(), row), ratio(row)));
        }
        return rows;
    }

    /** Times and bytes tell their unit with each value. */
    static String named(Comparison.Row row) {
        boolean tells = row.unit().isEmpty() || row.unit().equals(Quantity.MICROS) || row.unit().startsWith("bytes");
        return tells ? row.name() : row.name() + ", " + row.unit();
    }

    static String value(double value, Comparison.Row row) {
        return Quantity.text(value, row.unit());
    }

    static String ratio(Comparison.Row row) {
        OptionalDouble ratio = row.ratio();
        if (ratio.isEmpty()) {
            return "-";
        }
        return Double.isInfinite(ratio.getAsDouble()) ? "new" : Numbers.ratio(ratio.getAsDouble());
    }

    /** Records may be of anybody: what would move a terminal's cursor is left out. */
    static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
