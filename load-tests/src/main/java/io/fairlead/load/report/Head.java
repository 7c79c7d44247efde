package io.fairlead.load.report;

import static io.fairlead.load.page.Markup.text;

import io.fairlead.load.record.Criterion;
import io.fairlead.load.record.RunInfo;
import io.fairlead.load.record.RunRecord;
import java.util.List;

/** What a reader wants to know first, and under which circumstances it was found. */
final class Head {
    private Head() {}

    /** Whether the run passed, whether figures may be trusted, all criteria, and what the target could not do. */
    static String verdicts(RunRecord record) {
        StringBuilder out = new StringBuilder("<p class=\"plan\">").append(text(record.info().description()))
                .append("</p>\n").append(verdict(record.criteria()));
        out.append("<p class=\"").append(record.saturation().trusted() ? "note" : "caution").append("\">")
                .append(text(record.saturation().verdict()))
                .append(record.saturation().spells().isEmpty() ? "" : " Plots are shaded there.").append("</p>\n");
        if (!record.criteria().isEmpty()) {
            Table table = new Table("words", "criterion", "required", "measured", "");
            record.criteria().forEach(each -> table.row(each.passed() ? "good" : "bad", "",
                    List.of(each.name(), each.required(), each.measured(), outcome(each))));
            out.append("<h2>Criteria</h2>\n").append(table.markup());
        }
        out.append("<h2>What the target could not do</h2>\n");
        if (record.limitations().isEmpty()) {
            out.append("<p class=\"note\">Nothing was found that it could not.</p>\n");
        } else {
            out.append("<ul>\n");
            record.limitations().forEach(each -> out.append("<li>").append(text(each)).append("</li>\n"));
            out.append("</ul>\n");
        }
        return out.toString();
    }

    private static String outcome(Criterion criterion) {
        return criterion.passed() ? "✓ passed" : "✗ failed";
    }

    private static String verdict(List<Criterion> criteria) {
        if (criteria.isEmpty()) {
            return "<p class=\"verdict\">Nothing was demanded of this run.</p>\n";
        }
        long failed = criteria.stream().filter(each -> !each.passed()).count();
        return failed == 0
                ? "<p class=\"verdict good\">✓ Passed all " + criteria.size() + " criteria</p>\n"
                : "<p class=\"verdict bad\">✗ Failed " + failed + " of " + criteria.size() + " criteria</p>\n";
    }

    /** The numbered list of marks; empty when nothing was marked. */
    static String marks(RunRecord record) {
        if (record.marks().isEmpty()) {
            return "";
        }
        Table table = new Table("words", "", "when", "what");
        for (int i = 0; i < record.marks().size(); i++) {
            table.row(List.of(String.valueOf(i + 1), Quantity.second(record.marks().get(i).second()),
                    record.marks().get(i).text()));
        }
        return "<h2>What happened</h2>\n" + table.markup();
    }

    static String circumstances(RunRecord record) {
        RunInfo info = record.info();
        Table table = new Table("words", "", "");
        Circumstances.of(record).forEach((name, value) -> table.row(List.of(name, value)));
        info.configuration().forEach((name, value) -> table.row(List.of("option " + name, value)));
        return table.markup();
    }
}
