package io.fairlead.load.record;

/**
 * Something that happened: a phase began, a node was killed.
 *
 * @param second since the run began
 * @param text   a few words
 */
public record Mark(double second, String text) {}
