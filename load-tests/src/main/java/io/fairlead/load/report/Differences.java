package io.fairlead.load.report;

import io.fairlead.load.record.Kind;
import io.fairlead.load.record.RunRecord;
import io.fairlead.load.record.Series;
import io.fairlead.load.record.TimingSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What makes a comparison of two runs unfair. */
final class Differences {
    /** Amounts of work that differ by more than this are not the same work. */
    private static final double SAME_WORK = 0.05;
    private static final Set<String> EXPECTED = Set.of("begin", "length", "target is");

    private final RunRecord a;
    private final RunRecord b;

    Differences(RunRecord a, RunRecord b) {
        this.a = a;
        this.b = b;
    }

    List<String> all() {
        List<String> all = new ArrayList<>();
        if (!a.info().name().equals(b.info().name())) {
            all.add("scenario: " + a.info().name() + " / " + b.info().name());
        }
        compare(all, "", Circumstances.of(a), Circumstances.of(b));
        compare(all, "option ", a.info().configuration(), b.info().configuration());
        double interval = a.timeline().interval().toNanos() / 1e9;
        if (Math.abs(a.timeline().length() - b.timeline().length()) > interval) {
            all.add("length: " + Quantity.second(a.timeline().length()) + " / "
                    + Quantity.second(b.timeline().length()));
        }
        work(all);
        only(all, "A", a, b);
        only(all, "B", b, a);
        trust(all, "A", a);
        trust(all, "B", b);
        return all;
    }

    private static void compare(List<String> all, String prefix, Map<String, String> one, Map<String, String> two) {
        Map<String, String> names = new LinkedHashMap<>(one);
        two.forEach(names::putIfAbsent);
        for (String name : names.keySet()) {
            String before = one.getOrDefault(name, "not said");
            String after = two.getOrDefault(name, "not said");
            if (!before.equals(after) && !EXPECTED.contains(name)) {
                all.add(prefix + name + ": " + before + " / " + after);
            }
        }
    }

    private void work(List<String> all) {
        for (Series each : Lines.activity(a)) {
            b.series(each.name()).filter(other -> other.kind() == Kind.COUNT && each.kind() == Kind.COUNT)
                    .ifPresent(other -> {
                        double one = each.mean(a.timeline());
                        double two = other.mean(b.timeline());
                        if (Math.abs(two - one) > SAME_WORK * Math.max(Math.abs(one), Math.abs(two))) {
                            String unit = Quantity.unit(each);
                            all.add("work: " + each.name() + " " + Quantity.text(one, unit) + " / "
                                    + Quantity.text(two, unit) + ", in " + unit);
                        }
                    });
        }
    }

    private static void only(List<String> all, String who, RunRecord one, RunRecord two) {
        Set<String> names = new TreeSet<>(names(one));
        names.removeAll(names(two));
        if (!names.isEmpty()) {
            all.add("only " + who + " has: " + String.join(", ", names));
        }
    }

    private static Set<String> names(RunRecord record) {
        return Stream.concat(record.series().stream().map(Series::name), record.timings().stream()
                .map(TimingSeries::name)).collect(Collectors.toSet());
    }

    private static void trust(List<String> all, String who, RunRecord record) {
        if (!record.saturation().trusted()) {
            all.add(who + ": " + record.saturation().verdict());
        }
    }
}
