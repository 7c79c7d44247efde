package io.fairlead.metrics;

import static io.fairlead.metrics.MetricEntry.counter;

/** What the audit of a process measures. */
public enum AuditMetric implements MetricDefinition {
    /** Lines. */
    LINES(counter(
            "fairlead_audit_lines_total",
            "Audit lines, by output (or the queue before them) and result.",
            "output=queue|file|stream|webhook",
            "result=written|lost"));

    private final MetricEntry entry;

    AuditMetric(MetricEntry entry) {
        this.entry = entry;
    }

    @Override
    public MetricEntry entry() {
        return entry;
    }
}
