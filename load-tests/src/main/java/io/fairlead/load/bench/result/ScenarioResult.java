package io.fairlead.load.bench.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One benchmark on all targets.
 *
 * @param name    as it is called in the command, with what tells it from others of that name
 * @param title   one line
 * @param plan    what was done: names and values, in order
 * @param figures what was measured; the first is what it is about
 * @param series  one for each target, in order of measuring
 */
public record ScenarioResult(
        String name, String title, Map<String, String> plan, List<Figure> figures, List<Series> series) {
    /** Copies all. */
    public ScenarioResult {
        plan = Collections.unmodifiableMap(new LinkedHashMap<>(plan));
        figures = List.copyOf(figures);
        series = List.copyOf(series);
    }

    /**
     * Compares a target with another.
     *
     * @param figure    by which
     * @param target    who is compared
     * @param reference with whom
     * @return the target's median by the reference's; empty when the figure is not for comparing, the reference was not
     *         measured or is the target itself, or its median is 0
     */
    public OptionalDouble ratio(Figure figure, Series target, String reference) {
        Optional<Series> other = series.stream().filter(each -> each.target().equals(reference)).findFirst();
        if (!figure.compare() || other.isEmpty() || target.target().equals(reference)) {
            return OptionalDouble.empty();
        }
        double by = other.get().spread(figure).median();
        return by == 0 ? OptionalDouble.empty() : OptionalDouble.of(target.spread(figure).median() / by);
    }
}
