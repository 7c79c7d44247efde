package io.fairlead.metrics;

import java.util.List;

/** What the audit of a process measures. */
public enum AuditMetric implements MetricDefinition {
    /** Lines. */
    LINES(
            "fairlead_audit_lines",
            Type.COUNTER,
            "Audit lines, by output (queue, file, stream, webhook) and result (written, lost).",
            "output",
            "result");

    private final String metricName;
    private final Type type;
    private final String help;
    private final List<String> labels;

    AuditMetric(String metricName, Type type, String help, String... labels) {
        this.metricName = metricName;
        this.type = type;
        this.help = help;
        this.labels = List.of(labels);
    }

    @Override
    public String metricName() {
        return metricName;
    }

    @Override
    public Type type() {
        return type;
    }

    @Override
    public String help() {
        return help;
    }

    @Override
    public List<String> labels() {
        return labels;
    }
}
