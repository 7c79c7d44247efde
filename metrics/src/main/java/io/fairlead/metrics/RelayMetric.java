package io.fairlead.metrics;

import static io.fairlead.metrics.MetricEntry.counter;
import static io.fairlead.metrics.MetricEntry.gauge;
import static io.fairlead.metrics.MetricEntry.rates;
import static io.fairlead.metrics.MetricEntry.stay;

/** What a relay node measures. */
public enum RelayMetric implements MetricDefinition {
    /** Legs. */
    LEGS(counter(
            "fairlead_relay_legs_total",
            "Legs that asked for a session, by outcome.",
            "outcome=paired|malformed|license_mismatch|no_uuid|blocked|no_request|draining|not_announced"
                    + "|too_many_parked|too_many_parked_of_address|untrusted_proxy|too_many_connections|not_joined")),
    /** Refused connections. */
    ACCEPTS_REFUSED(counter(
            "fairlead_relay_accepts_refused_total",
            "Connections closed before anything was read of them, by reason; they are among the legs, too.",
            "reason=too_many_connections|untrusted_proxy")),
    /** Parked legs. */
    PARKED(gauge("fairlead_relay_parked", "First legs that wait for their second.")),
    /** Legs never paired. */
    NEVER_PAIRED(counter(
            "fairlead_relay_never_paired_total",
            "First legs whose second never came, by their network.",
            "network=*")),
    /** Sessions. */
    SESSIONS(gauge("fairlead_relay_sessions", "Sessions that are running.")),
    /** Sessions ever begun. */
    SESSIONS_STARTED(counter("fairlead_relay_sessions_started_total", "Sessions that began.")),
    /** Ended sessions. */
    SESSIONS_ENDED(counter(
            "fairlead_relay_sessions_ended_total",
            "Sessions that ended, by reason.",
            "reason=closed|reset|idle|blocked|operator|malformed|stopped")),
    /** Their duration. */
    SESSION_DURATION(stay(
            "fairlead_relay_session_duration_seconds",
            "How long sessions ran; exemplars name the session as the log does.")),
    /** Their speed. */
    SESSION_THROUGHPUT(rates(
            "fairlead_relay_session_throughput_bytes_per_second",
            "How much sessions carried in both directions, on average over their time; with exemplars.")),
    /** Bytes. */
    BYTES(counter(
            Unit.BYTES,
            "fairlead_relay_bytes_total",
            "Bytes of the sessions that this relay counts, by direction and path.",
            "direction=to_first|to_second",
            "path=splice|copy|netty|websocket")),
    /** Bytes between relays. */
    HOP_BYTES(counter(
            Unit.BYTES,
            "fairlead_relay_hop_bytes_total",
            "Bytes forwarded between clients and another relay, which counts their sessions; by direction and path.",
            "direction=to_client|to_relay",
            "path=splice|copy|netty|websocket")),
    /** Legs joined on another relay. */
    HOPS(gauge(
            "fairlead_relay_hops",
            "Legs that are joined to one that another relay holds, which counts the session.")),
    /** Legs ever joined on another relay. */
    HOPS_STARTED(counter("fairlead_relay_hops_started_total", "Legs that were joined on another relay.")),
    /** Ended legs on another relay. */
    HOPS_ENDED(counter(
            "fairlead_relay_hops_ended_total",
            "Legs on another relay that ended, by reason.",
            "reason=closed|reset|idle|blocked|operator|malformed|stopped")),
    /** Legs that did not get to another relay. */
    HOPS_FAILED(counter(
            "fairlead_relay_hops_failed_total",
            "Tries to join a leg on another relay that failed, by reason.",
            "reason=unreachable|wrong_proof|not_parked|blocked")),
    /** Connections of other relays. */
    PEER_CONNECTIONS(gauge(
            "fairlead_relay_peer_connections", "Open connections that other relays have made.")),
    /** Refused connections of other relays. */
    PEERS_REFUSED(counter(
            "fairlead_relay_peers_refused_total",
            "Connections to the port for other relays that were not let in, by reason.",
            "reason=malformed|wrong_proof|timed_out|not_parked|blocked|too_many_connections")),
    /** Sessions by path. */
    PATH_SESSIONS(gauge(
            "fairlead_relay_path_sessions",
            "Sessions that are running, those that another relay counts included, by the path that they took last.",
            "path=splice|copy|netty")),
    /** Changes of path. */
    PATH_CHANGES(counter(
            "fairlead_relay_path_changes_total",
            "Times that a direction of a session took to another path, for what it carried, by that path.",
            "path=splice|copy|netty")),
    /** Throttling. */
    THROTTLED(counter(
            "fairlead_relay_throttled_total", "Times that a side was not read for a while to keep its bandwidth.")),
    /** Its time. */
    THROTTLED_SECONDS(counter(
            Unit.SECONDS, "fairlead_relay_throttled_seconds_total", "Time for which sides were not read for it.")),
    /** Back-pressure. */
    HELD_UP_SECONDS(counter(
            Unit.SECONDS,
            "fairlead_relay_held_up_seconds_total",
            "Time for which sides were not read because the other side did not take what it had been sent.")),
    /** Connections. */
    CONNECTIONS(gauge("fairlead_relay_connections", "Open connections.")),
    /** Failures. */
    FAILURES(counter("fairlead_relay_failures_total", "Failures that are not foreseen; each is in the log."));

    private final MetricEntry entry;

    RelayMetric(MetricEntry entry) {
        this.entry = entry;
    }

    @Override
    public MetricEntry entry() {
        return entry;
    }
}
