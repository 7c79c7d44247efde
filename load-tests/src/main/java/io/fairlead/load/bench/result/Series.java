package io.fairlead.load.bench.result;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * All rounds on one target.
 *
 * @param target  its name
 * @param samples in order, one at least
 */
public record Series(String target, List<Sample> samples) {
    /** Copies the samples. */
    public Series {
        samples = List.copyOf(samples);
    }

    /**
     * Gives all values of a figure.
     *
     * @param figure that was measured
     * @return one for each round
     */
    public List<Double> values(Figure figure) {
        return samples.stream().map(sample -> sample.value(figure)).toList();
    }

    /**
     * Gives middle and ends of a figure.
     *
     * @param figure that was measured
     * @return over all rounds
     */
    public Spread spread(Figure figure) {
        return Spread.of(values(figure));
    }

    /**
     * Gives the distribution of times: for each percentile, the median of all rounds.
     *
     * @return ascending; empty when no times were measured
     */
    public List<Percentile> delays() {
        TreeMap<Double, List<Double>> rounds = new TreeMap<>();
        for (Sample sample : samples) {
            for (Percentile point : sample.delays()) {
                rounds.computeIfAbsent(point.percent(), _ -> new ArrayList<>()).add(point.micros());
            }
        }
        return rounds.entrySet().stream()
                .map(point -> new Percentile(point.getKey(), Spread.of(point.getValue()).median()))
                .toList();
    }

    /**
     * Gives what was said against the values.
     *
     * @return each sentence once
     */
    public Set<String> warnings() {
        Set<String> all = new LinkedHashSet<>();
        samples.forEach(sample -> all.addAll(sample.warnings()));
        return all;
    }
}
