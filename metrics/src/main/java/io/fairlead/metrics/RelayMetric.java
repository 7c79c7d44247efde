package io.fairlead.metrics;

import java.util.List;

/** What a relay node measures. */
public enum RelayMetric implements MetricDefinition {
    /** Legs. */
    LEGS("fairlead_relay_legs", Type.COUNTER, "Legs that asked for a session, by outcome.", "outcome"),
    /** Parked legs. */
    PARKED("fairlead_relay_parked", Type.GAUGE, "First legs that wait for their second."),
    /** Legs never paired. */
    NEVER_PAIRED("fairlead_relay_never_paired", Type.COUNTER, "First legs whose second never came."),
    /** Sessions. */
    SESSIONS("fairlead_relay_sessions", Type.GAUGE, "Sessions that are running."),
    /** Ended sessions. */
    SESSIONS_ENDED("fairlead_relay_sessions_ended", Type.COUNTER, "Sessions that ended, by reason.", "reason"),
    /** Their duration. */
    SESSION_DURATION("fairlead_relay_session_duration", Type.TIMER, "How long sessions ran."),
    /** Bytes. */
    BYTES("fairlead_relay_bytes", Type.COUNTER, "Bytes forwarded."),
    /** Throttling. */
    THROTTLED("fairlead_relay_throttled", Type.COUNTER, "Times that a session was paused to keep its bandwidth."),
    /** Connections. */
    CONNECTIONS("fairlead_relay_connections", Type.GAUGE, "Open connections."),
    /** Failures. */
    FAILURES("fairlead_relay_failures", Type.COUNTER, "Failures that are not foreseen; each is in the log.");

    private final String metricName;
    private final Type type;
    private final String help;
    private final List<String> labels;

    RelayMetric(String metricName, Type type, String help, String... labels) {
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
