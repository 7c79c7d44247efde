package io.fairlead.load.bench.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One round on one target.
 *
 * @param values   by the figures' keys, in the order of measuring
 * @param delays   the distribution of times, ascending; empty where none was measured
 * @param warnings sentences that say why not to trust the values; empty when there is no reason
 */
public record Sample(Map<String, Double> values, List<Percentile> delays, List<String> warnings) {
    /** Copies all. */
    public Sample {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        delays = List.copyOf(delays);
        warnings = List.copyOf(warnings);
    }

    /**
     * Gives a value.
     *
     * @param figure that was measured
     * @return what was measured
     * @throws IllegalArgumentException when it was not
     */
    public double value(Figure figure) {
        Double value = values.get(figure.key());
        if (value == null) {
            throw new IllegalArgumentException("no " + figure.key() + " in " + values.keySet());
        }
        return value;
    }
}
