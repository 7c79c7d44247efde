package io.fairlead.metrics;

import java.util.List;

/** What a rendezvous node measures. */
public enum RendezvousMetric implements MetricDefinition {
    /** Registrations. */
    REGISTRATIONS(
            "fairlead_rendezvous_registrations",
            Type.COUNTER,
            "Registrations and their ends, by outcome and transport.",
            "outcome",
            "transport"),
    /** Heartbeats. */
    HEARTBEATS("fairlead_rendezvous_heartbeats", Type.COUNTER, "Heartbeats answered, by whether the key was asked for.",
            "result"),
    /** Devices. */
    DEVICES("fairlead_rendezvous_devices", Type.GAUGE, "Devices that this node holds."),
    /** Rewritten source ports. */
    PORTS_REWRITTEN(
            "fairlead_rendezvous_ports_rewritten",
            Type.GAUGE,
            "1 when something in front of the server seems to rewrite clients' source ports, else 0."),
    /** Masquerading gateways. */
    MASQUERADE_SUSPECTS(
            "fairlead_rendezvous_masquerade_suspects",
            Type.GAUGE,
            "Private addresses at which so many devices were seen that they must be masquerading gateways."),
    /** Introductions. */
    INTRODUCTIONS(
            "fairlead_rendezvous_introductions",
            Type.COUNTER,
            "Introductions ended, by plan, reason for a relay, and outcome.",
            "plan",
            "reason",
            "outcome"),
    /** Their duration. */
    INTRODUCTION_DURATION(
            "fairlead_rendezvous_introduction_duration",
            Type.TIMER,
            "Time from a request to the answer that the requester got.",
            "plan"),
    /** Pushes. */
    PUSHES("fairlead_rendezvous_pushes", Type.COUNTER, "Pushes to devices, by what became of them.", "delivery"),
    /** Answers that were not passed on. */
    ANSWERS_DROPPED(
            "fairlead_rendezvous_answers_dropped",
            Type.COUNTER,
            "Answers of devices that were not passed on, by reason.",
            "reason"),
    /** Changes of ids. */
    ID_CHANGES("fairlead_rendezvous_id_changes", Type.COUNTER, "Devices that asked for another id, by outcome.",
            "outcome"),
    /** Key exchanges. */
    KEY_EXCHANGES("fairlead_rendezvous_key_exchanges", Type.COUNTER, "Key exchanges of connections, by step.",
            "step"),
    /** Deliveries to other nodes. */
    FORWARDED(
            "fairlead_rendezvous_forwarded",
            Type.COUNTER,
            "Pushes and answers sent to other nodes, by what became of them.",
            "delivery"),
    /** Their duration. */
    FORWARDED_DURATION(
            "fairlead_rendezvous_forwarded_duration",
            Type.TIMER,
            "Time until another node said what became of a push or an answer."),
    /** Deliveries from other nodes. */
    TAKEN_IN(
            "fairlead_rendezvous_taken_in",
            Type.COUNTER,
            "Pushes and answers that other nodes sent here, by what became of them.",
            "delivery"),
    /** Deliveries that were too many. */
    FORWARD_REFUSED(
            "fairlead_rendezvous_forward_refused",
            Type.COUNTER,
            "Pushes and answers not sent to another node, as too many to it were under way."),
    /** Other nodes. */
    CLUSTER_MEMBERS(
            "fairlead_rendezvous_cluster_members",
            Type.GAUGE,
            "Members of the cluster that this node knows, itself included, by whether they are reachable.",
            "reachable"),
    /** Lost clusters. */
    CLUSTER_RESTARTS(
            "fairlead_rendezvous_cluster_restarts",
            Type.GAUGE,
            "How often this node has lost the cluster and joined again since it started."),
    /** Bad input. */
    DROPPED("fairlead_rendezvous_dropped", Type.COUNTER, "Input dropped, by reason.", "reason"),
    /** Connections. */
    CONNECTIONS("fairlead_rendezvous_connections", Type.GAUGE, "Open TCP and WebSocket connections."),
    /** Failures. */
    FAILURES("fairlead_rendezvous_failures", Type.COUNTER, "Failures that are not foreseen; each is in the log.");

    private final String metricName;
    private final Type type;
    private final String help;
    private final List<String> labels;

    RendezvousMetric(String metricName, Type type, String help, String... labels) {
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
