package io.fairlead.load.bench.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that one run of the command has measured.
 *
 * @param environment names and values: machine, network, programs, command; in order
 * @param cautions    sentences that say what falsifies all figures here; empty when nothing is known to
 * @param reference   name of the target that the others are compared with; empty when there is one target
 * @param scenarios   in order of measuring
 */
public record BenchResult(
        Map<String, String> environment, List<String> cautions, String reference, List<ScenarioResult> scenarios) {
    /** Copies all. */
    public BenchResult {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        cautions = List.copyOf(cautions);
        scenarios = List.copyOf(scenarios);
    }
}
