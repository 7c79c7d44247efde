package io.fairlead.load.record;

/**
 * What a scenario demands, and what came of it.
 *
 * @param name     a few words
 * @param required for example {@code at most 0.1 %}
 * @param measured for example {@code 0.03 %}
 * @param passed   whether it is fulfilled
 */
public record Criterion(String name, String required, String measured, boolean passed) {}
