package io.fairlead.audit;

import java.util.List;

/**
 * One place that audit lines go to. Called by the one thread of an {@link AuditLog}; failures are counted and told by
 * the output itself, never thrown.
 */
public interface AuditOutput extends AutoCloseable {
    /**
     * Writes lines, or queues them for a thread of its own.
     *
     * @param lines JSON documents without line ends, at least one
     */
    void write(List<String> lines);

    /** Some time has passed, about a second at most, with or without lines. */
    void tick();

    /** Writes what is pending, for a few seconds at most. */
    @Override
    void close();
}
