package io.fairlead.load.record;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was run, where, when and how.
 *
 * @param name          of the scenario
 * @param description   one line
 * @param seed          that all random choices come from
 * @param target        what was loaded
 * @param machine       where the generator ran
 * @param start         when
 * @param configuration what was chosen: names and values, in order
 * @param versions      of the programs that took part, in order
 */
public record RunInfo(String name, String description, long seed, Target target, MachineInfo machine, Instant start,
        Map<String, String> configuration, Map<String, String> versions) {
    /** Copies the maps. */
    public RunInfo {
        configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    }

    /**
     * What was loaded.
     *
     * @param kind        for example {@code cluster} or {@code external}
     * @param host        its address as clients have it
     * @param description what it is, one line
     */
    public record Target(String kind, String host, String description) {}
}
