package io.fairlead.metrics;

import static io.fairlead.metrics.MetricEntry.counter;

/** What the administration of a process measures. */
public enum AdminMetric implements MetricDefinition {
    /** Calls. */
    CALLS(counter(
            "fairlead_admin_calls_total",
            "Calls of the administration API, by operation (none when it was not let in) and result.",
            "operation=*",
            "result=ok|failed|wrong_host|wrong_origin|too_many_wrong_tokens|no_token|wrong_token|malformed")),
    /** Messages between nodes. */
    CONTROL_MESSAGES(counter(
            "fairlead_admin_control_messages_total",
            "Operators' commands and answers between nodes, by result: sent, received, or why one was dropped.",
            "result=sent|received|malformed|wrong_mac|other_node|stale|replayed|too_many|not_asked"));

    private final MetricEntry entry;

    AdminMetric(MetricEntry entry) {
        this.entry = entry;
    }

    @Override
    public MetricEntry entry() {
        return entry;
    }
}
