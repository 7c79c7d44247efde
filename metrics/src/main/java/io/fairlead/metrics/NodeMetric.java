package io.fairlead.metrics;

import static io.fairlead.metrics.MetricEntry.counter;
import static io.fairlead.metrics.MetricEntry.gauge;
import static io.fairlead.metrics.MetricEntry.info;
import static io.fairlead.metrics.MetricEntry.latency;

/** What each process measures of its nodes together, and of what they stand on. */
public enum NodeMetric implements MetricDefinition {
    /** What runs. */
    NODE(info(
            "fairlead_node_info",
            "Which program runs, as what, and where.",
            "version=*",
            "role=standalone|rendezvous|relay",
            "region=*")),
    /** Readiness. */
    READY(gauge("fairlead_node_ready", "1 while the process is to be sent clients, else 0.")),
    /** Draining. */
    DRAINING(gauge(
            Unit.SECONDS,
            "fairlead_node_draining_seconds",
            "How long the process has been taking nobody new, as it is about to stop; 0 when it is not.")),
    /** The longest drain. */
    DRAIN_DEADLINE(gauge(
            Unit.SECONDS,
            "fairlead_node_drain_deadline_seconds",
            "How long the process waits for sessions and devices to go when it is told to stop.")),
    /** Certificates. */
    CERTIFICATE_END(gauge(
            Unit.SECONDS,
            "fairlead_node_certificate_end_timestamp_seconds",
            "When a certificate ends, in seconds since 1970.",
            "certificate=web|cluster")),
    /** Event loops. */
    LOOP_DELAY(latency(
            "fairlead_node_loop_delay_seconds",
            "How long a task waits for its turn on an event loop; each loop is asked once a second.",
            "node=rendezvous|relay")),
    /** Failures to accept. */
    ACCEPTS_FAILED(counter(
            "fairlead_node_accepts_failed_total",
            "Times that the system did not let a listening socket accept a connection, mostly for want of file"
                    + " descriptors; it then accepts nobody for a second.",
            "node=rendezvous|relay|web")),
    /** Redis' state. */
    REDIS_UP(gauge("fairlead_redis_up", "1 while commands to Redis have a chance, else 0.")),
    /** Redis' speed. */
    REDIS_DURATION(latency(
            "fairlead_redis_command_duration_seconds",
            "Time until Redis has answered a command, by kind; those that it does not answer in time are failures.",
            "command=script|wait|ping|other")),
    /** Redis' failures. */
    REDIS_FAILURES(counter(
            "fairlead_redis_failures_total",
            "Scripts that Redis refused, failed or did not answer in time."));

    private final MetricEntry entry;

    NodeMetric(MetricEntry entry) {
        this.entry = entry;
    }

    @Override
    public MetricEntry entry() {
        return entry;
    }
}
