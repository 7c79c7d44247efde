package io.fairlead.load.report;

import io.fairlead.load.record.Criterion;
import io.fairlead.load.record.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Two runs beside each other.
 *
 * @param a           the one that is compared with
 * @param b           the one that is compared
 * @param groups      what both have measured
 * @param criteria    what either was judged by
 * @param differences sentences that say why figures may differ for another reason than the target; empty when there
 *                    is none
 */
public record Comparison(
        RunRecord a, RunRecord b, List<Group> groups, List<Judged> criteria, List<String> differences) {
    /** Copies the lists. */
    public Comparison {
        groups = List.copyOf(groups);
        criteria = List.copyOf(criteria);
        differences = List.copyOf(differences);
    }

    /**
     * Figures of one kind.
     *
     * @param title what they are about
     * @param rows  one at least
     */
    public record Group(String title, List<Row> rows) {
        /** Copies the rows. */
        public Group {
            rows = List.copyOf(rows);
        }
    }

    /**
     * One figure of both runs.
     *
     * @param name what it is
     * @param unit of the values
     * @param a    NaN when not known
     * @param b    NaN when not known
     * @param cost whether less is better, and the difference not mere chance
     */
    public record Row(String name, String unit, double a, double b, boolean cost) {
        /**
         * Divides.
         *
         * @return B by A; infinite when only A is 0, empty when either is not known
         */
        public OptionalDouble ratio() {
            if (Double.isNaN(a) || Double.isNaN(b)) {
                return OptionalDouble.empty();
            }
            return OptionalDouble.of(a == b ? 1 : b / a);
        }

        /**
         * Says whether a cost has grown.
         *
         * @param factor by more than this
         * @return false when it is no cost or not known
         */
        public boolean isWorse(double factor) {
            return cost && ratio().orElse(0) > factor;
        }
    }

    /**
     * A criterion in both runs.
     *
     * @param name of it
     * @param a    what came of it; not judged is said as such
     * @param b    what came of it
     * @param lost whether only A has passed it
     */
    public record Judged(String name, String a, String b, boolean lost) {}

    /**
     * Compares.
     *
     * @param a compared with
     * @param b compared
     * @return what both have
     */
    public static Comparison of(RunRecord a, RunRecord b) {
        return new Comparison(a, b, new ComparedFigures(a, b).groups(), criteria(a, b), new Differences(a, b).all());
    }

    /**
     * Finds what has become worse.
     *
     * @param factor by more than this, for example 1.1
     * @return a line for each cost that has grown, and for each criterion that B has failed and A has not
     */
    public List<String> worse(double factor) {
        List<String> all = new ArrayList<>();
        for (Group group : groups) {
            group.rows().stream().filter(row -> row.isWorse(factor)).map(row -> group.title() + ", " + row.name() + ": "
                    + ComparisonText.value(row.a(), row) + " -> " + ComparisonText.value(row.b(), row) + ", "
                    + ComparisonText.ratio(row)).forEach(all::add);
        }
        criteria.stream().filter(Judged::lost)
                .map(each -> "criterion " + each.name() + ": " + each.a() + " -> " + each.b()).forEach(all::add);
        return all.stream().map(ComparisonText::line).toList();
    }

    private static List<Judged> criteria(RunRecord a, RunRecord b) {
        Map<String, Judged> all = new LinkedHashMap<>();
        for (Criterion each : a.criteria()) {
            all.put(each.name(), new Judged(each.name(), said(each), "not judged", false));
        }
        for (Criterion each : b.criteria()) {
            Judged before = all.get(each.name());
            boolean lost = !each.passed() && a.criteria().stream()
                    .anyMatch(other -> other.name().equals(each.name()) && other.passed());
            all.put(each.name(), new Judged(each.name(), before == null ? "not judged" : before.a(), said(each), lost));
        }
        return List.copyOf(all.values());
    }

    private static String said(Criterion criterion) {
        return (criterion.passed() ? "passed, " : "failed, ") + criterion.measured();
    }
}
