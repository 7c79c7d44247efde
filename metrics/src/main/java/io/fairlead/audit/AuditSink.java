package io.fairlead.audit;

/** Where events are noted. Called on event loops, so it returns at once. Safe for use by any thread. */
@FunctionalInterface
public interface AuditSink {
    /**
     * Notes an event.
     *
     * @param event what happened just now
     */
    void record(AuditEvent event);
}
