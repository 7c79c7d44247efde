package io.fairlead.metrics;

/**
 * One case behind a number, which OpenMetrics shows with it, so that its line can be found in the log.
 *
 * @param name  as the log has it, such as {@code session}
 * @param value as the log has it; never an id, a uuid or an address
 */
public record Exemplar(String name, String value) {}
