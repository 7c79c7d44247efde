package io.fairlead.metrics;

import static io.fairlead.metrics.MetricEntry.counter;
import static io.fairlead.metrics.MetricEntry.gauge;
import static io.fairlead.metrics.MetricEntry.latency;

/** What a rendezvous node measures. */
public enum RendezvousMetric implements MetricDefinition {
    /** Registrations. */
    REGISTRATIONS(counter(
            "fairlead_rendezvous_registrations_total",
            "Registrations and their ends, by outcome and transport.",
            "outcome=created|key_changed|address_changed|confirmed|resumed|moved|offline|uuid_mismatch|too_frequent"
                    + "|invalid_id|store_failed|not_deployed|not_supported",
            "transport=udp|tcp|websocket")),
    /** Used-up limits. */
    RATE_LIMITED(counter(
            "fairlead_rendezvous_rate_limited_total",
            "Requests refused because a limit was used up, by what was asked for.",
            "request=registration|id_change")),
    /** Heartbeats. */
    HEARTBEATS(counter(
            "fairlead_rendezvous_heartbeats_total",
            "Heartbeats answered, by whether the key was asked for.",
            "result=accepted|key_asked")),
    /** Devices. */
    DEVICES(gauge("fairlead_rendezvous_devices", "Devices online that this node holds.")),
    /** Rewritten source ports. */
    PORTS_REWRITTEN(gauge(
            "fairlead_rendezvous_ports_rewritten",
            "1 when something in front of the server seems to rewrite clients' source ports, else 0.")),
    /** Masquerading gateways. */
    MASQUERADE_SUSPECTS(gauge(
            "fairlead_rendezvous_masquerade_suspects",
            "Private addresses at which so many devices were seen that they must be masquerading gateways.")),
    /** Introductions. */
    INTRODUCTIONS(counter(
            "fairlead_rendezvous_introductions_total",
            "Introductions ended, by plan, reason for a relay, and outcome (the reason of a refusal).",
            "plan=same_intranet|punch|relay|request_relay|none",
            "reason=none|always_relay|forced|symmetric_nat|websocket|inside_and_outside|mixed_families|masqueraded|site"
                    + "|relay_replaced",
            "outcome=answered|unanswered|license_mismatch|id_not_exist|offline|unavailable|unreachable")),
    /** Their duration. */
    INTRODUCTION_DURATION(latency(
            "fairlead_rendezvous_introduction_duration_seconds",
            "Time from a request to the answer that the requester got; exemplars name the introduction as in the log.",
            "plan=same_intranet|punch|relay|request_relay")),
    /** Verdicts on sites. */
    SITE_VERDICTS(counter(
            "fairlead_rendezvous_site_verdicts_total",
            "Introductions, by whether both sides are at one site and why.",
            "verdict=same_network|same_address|same_ipv6_prefix|masqueraded|mixed_families|inside_and_outside|apart")),
    /** Renderings. */
    RENDERINGS(counter(
            "fairlead_rendezvous_renderings_total",
            "Times that a side was told its relay, by its network, which side it is, and whether it got an address"
                    + " or uses the relay beside its ID server.",
            "network=*",
            "side=device|requester",
            "told=address|beside")),
    /** Relays. */
    RELAYS(gauge(
            "fairlead_rendezvous_relays",
            "Relays that this node knows, by whether sessions are sent to them; absent when it watches none.",
            "offered=true|false")),
    /** Pushes. */
    PUSHES(counter(
            "fairlead_rendezvous_pushes_total",
            "Pushes to devices, by whether this node holds them and what became of the push.",
            "way=local|forwarded",
            "delivery=delivered|gone|unreachable")),
    /** Answers that were not passed on. */
    ANSWERS_DROPPED(counter(
            "fairlead_rendezvous_answers_dropped_total",
            "Answers of devices that were not passed on, by reason.",
            "reason=malformed|nobody_waits|foreign")),
    /** Changes of ids. */
    ID_CHANGES(counter(
            "fairlead_rendezvous_id_changes_total",
            "Devices that asked for another id, by outcome.",
            "outcome=ok|uuid_mismatch|id_exists|too_frequent|invalid_id_format|not_support|server_error|not_deployed"
                    + "|unrecognized")),
    /** Key exchanges. */
    KEY_EXCHANGES(counter(
            "fairlead_rendezvous_key_exchanges_total",
            "Key exchanges of connections, by step.",
            "step=offered|secured|declined|failed")),
    /** Deliveries to other nodes. */
    FORWARDED(counter(
            "fairlead_rendezvous_forwarded_total",
            "Pushes and answers sent to other nodes, by what became of them.",
            "delivery=delivered|gone|unreachable")),
    /** Their duration. */
    FORWARDED_DURATION(latency(
            "fairlead_rendezvous_forwarded_duration_seconds",
            "Time until another node said what became of a push or an answer.")),
    /** Deliveries from other nodes. */
    TAKEN_IN(counter(
            "fairlead_rendezvous_taken_in_total",
            "Pushes and answers that other nodes sent here, by what became of them.",
            "delivery=delivered|gone|unreachable")),
    /** Deliveries that were too many. */
    FORWARD_REFUSED(counter(
            "fairlead_rendezvous_forward_refused_total",
            "Pushes and answers not sent to another node, as too many to it were under way.")),
    /** Other nodes. */
    CLUSTER_MEMBERS(gauge(
            "fairlead_rendezvous_cluster_members",
            "Members of the cluster that this node knows, itself included, by whether they are reachable.",
            "reachable=true|false")),
    /** Lost clusters. */
    CLUSTER_RESTARTS(gauge(
            "fairlead_rendezvous_cluster_restarts",
            "How often this node has lost the cluster and joined again since it started.")),
    /** Bad input. */
    DROPPED(counter(
            "fairlead_rendezvous_dropped_total",
            "Input dropped, by reason.",
            "reason=malformed|too_long|unexpected|untrusted_proxy|bad_box|too_many_connections|too_many_datagrams"
                    + "|not_reading|incomplete_key|overloaded")),
    /** Datagrams lost. */
    DATAGRAMS_LOST(counter(
            "fairlead_rendezvous_datagrams_lost_total",
            "Datagrams that the kernel dropped because the receive buffer was full (Linux).")),
    /** Connections. */
    CONNECTIONS(gauge("fairlead_rendezvous_connections", "Open TCP and WebSocket connections.")),
    /** Failures. */
    FAILURES(counter(
            "fairlead_rendezvous_failures_total", "Failures that are not foreseen; each is in the log."));

    private final MetricEntry entry;

    RendezvousMetric(MetricEntry entry) {
        this.entry = entry;
    }

    @Override
    public MetricEntry entry() {
        return entry;
    }
}
