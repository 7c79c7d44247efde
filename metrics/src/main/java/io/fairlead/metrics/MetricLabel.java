package io.fairlead.metrics;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * A label of a metric. An id, a uuid or an address is never one: there are too many.
 *
 * @param name   lower case
 * @param values all that it may have; empty = a few that only the operator knows, such as the names of networks
 */
public record MetricLabel(String name, SequencedSet<String> values) {
    /**
     * Reads a label as the catalogue has it.
     *
     * @param text {@code name=value|value}, or {@code name=*}
     * @return the label
     */
    static MetricLabel parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("label: " + text + " (expected: name=value|value or name=*)");
        }
        String values = text.substring(equals + 1);
        return new MetricLabel(text.substring(0, equals), new LinkedHashSet<>(
                values.equals("*") ? List.of() : Arrays.asList(values.split("\\|"))));
    }

    /**
     * Says whether a value is one of the label's.
     *
     * @param value any
     * @return true when the catalogue knows it, or leaves the values open
     */
    public boolean allows(String value) {
        return values.isEmpty() || values.contains(value);
    }
}
