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
    /** Legs joined on another relay. */
    HOPS("fairlead_relay_hops", Type.GAUGE, "Legs that are joined to one that another relay holds, which counts the"
            + " session."),
    /** Legs ever joined on another relay. */
    HOPS_STARTED("fairlead_relay_hops_started", Type.COUNTER, "Legs that were joined on another relay."),
    /** Ended legs on another relay. */
    HOPS_ENDED("fairlead_relay_hops_ended", Type.COUNTER, "Legs on another relay that ended, by reason.", "reason"),
    /** Legs that did not get to another relay. */
    HOPS_FAILED("fairlead_relay_hops_failed", Type.COUNTER, "Tries to join a leg on another relay that failed, by"
            + " reason.", "reason"),
    /** Bytes between relays. */
    HOP_BYTES("fairlead_relay_hop_bytes", Type.COUNTER, "Bytes carried between clients and another relay, which"
            + " counts them as forwarded."),
    /** Connections of other relays. */
    PEER_CONNECTIONS("fairlead_relay_peer_connections", Type.GAUGE, "Open connections that other relays have made."),
    /** Refused connections of other relays. */
    PEERS_REFUSED("fairlead_relay_peers_refused", Type.COUNTER, "Connections to the port for other relays that were"
            + " not let in, by reason.", "reason"),
    /** Bytes by path. */
    PATH_BYTES("fairlead_relay_path_bytes", Type.COUNTER, "Bytes carried, those between clients and another relay"
            + " included, by the path that they took.", "path"),
    /** Sessions by path. */
    PATH_SESSIONS("fairlead_relay_path_sessions", Type.GAUGE, "Sessions that are running, those that another relay"
            + " counts included, by the path that they took last.", "path"),
    /** Changes of path. */
    PATH_CHANGES("fairlead_relay_path_changes", Type.COUNTER, "Times that a direction of a session took to another"
            + " path, for what it carried, by that path.", "path"),
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
