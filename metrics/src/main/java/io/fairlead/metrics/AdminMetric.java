package io.fairlead.metrics;

import java.util.List;

/** What the administration of a process measures. */
public enum AdminMetric implements MetricDefinition {
    /** Calls. */
    CALLS(
            "fairlead_admin_calls",
            Type.COUNTER,
            "Calls of the administration API, by operation (none when it was not let in or is not known) and result"
                    + " (ok, failed, or why it was refused).",
            "operation",
            "result"),
    /** Messages between nodes. */
    CONTROL_MESSAGES(
            "fairlead_admin_control_messages",
            Type.COUNTER,
            "Operators' commands and answers between nodes, by result: sent, received, or why one was dropped.",
            "result");

    private final String metricName;
    private final Type type;
    private final String help;
    private final List<String> labels;

    AdminMetric(String metricName, Type type, String help, String... labels) {
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
