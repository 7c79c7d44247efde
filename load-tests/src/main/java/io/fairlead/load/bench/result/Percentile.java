package io.fairlead.load.bench.result;

/**
 * One point of a distribution of times.
 *
 * @param percent 0 to 100: so many took at most this long
 * @param micros  in microseconds
 */
public record Percentile(double percent, double micros) {}
