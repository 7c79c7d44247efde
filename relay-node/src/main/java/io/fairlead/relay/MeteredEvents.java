package io.fairlead.relay;

import io.fairlead.metrics.Meters;
import io.fairlead.metrics.RelayMetric;
import io.fairlead.relay.kernel.DataPath;
import io.fairlead.relay.leg.EndReason;
import io.fairlead.relay.leg.LegSummary;
import io.fairlead.relay.leg.PeerRelays;
import io.fairlead.relay.leg.SessionSummary;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts events, and passes them on. */
public final class MeteredEvents implements RelayEvents {
    private final RelayEvents next;
    private final Map<Refusal, Meters.Count> refusals = new EnumMap<>(Refusal.class);
    private final Map<EndReason, Meters.Count> ends = new EnumMap<>(EndReason.class);
    private final Map<EndReason, Meters.Count> hopEnds = new EnumMap<>(EndReason.class);
    private final Map<PeerRelays.Failure, Meters.Count> hopFailures = new EnumMap<>(PeerRelays.Failure.class);
    private final Map<PeerRefusal, Meters.Count> peerRefusals = new EnumMap<>(PeerRefusal.class);
    private final Map<DataPath, Meters.Count> pathBytes = new EnumMap<>(DataPath.class);
    private final Map<DataPath, Meters.Level> pathSessions = new EnumMap<>(DataPath.class);
    private final Map<DataPath, Meters.Count> pathChanges = new EnumMap<>(DataPath.class);
    private final Meters.Count hopsStarted;
    private final Meters.Count hopBytes;
    private final Meters.Level hops;
    private final Meters.Level peerConnections;
    private final Meters.Count paired;
    private final Meters.Count neverPaired;
    private final Meters.Count bytes;
    private final Meters.Count throttled;
    private final Meters.Count failures;
    private final Meters.Level parked;
    private final Meters.Level sessions;
    private final Meters.Level connections;
    private final Meters.Durations durations;

    /**
     * Makes the meters.
     *
     * @param meters where they are made
     * @param next   who hears of the events besides
     */
    public MeteredEvents(Meters meters, RelayEvents next) {
        this.next = next;
        for (Refusal refusal : Refusal.values()) {
            refusals.put(refusal, meters.counter(RelayMetric.LEGS, label(refusal)));
        }
        for (EndReason reason : EndReason.values()) {
            ends.put(reason, meters.counter(RelayMetric.SESSIONS_ENDED, reason.label()));
            hopEnds.put(reason, meters.counter(RelayMetric.HOPS_ENDED, reason.label()));
        }
        for (PeerRelays.Failure failure : PeerRelays.Failure.values()) {
            hopFailures.put(failure, meters.counter(RelayMetric.HOPS_FAILED, failure.label()));
        }
        for (PeerRefusal refusal : PeerRefusal.values()) {
            peerRefusals.put(refusal, meters.counter(RelayMetric.PEERS_REFUSED, label(refusal)));
        }
        for (DataPath path : DataPath.values()) {
            pathBytes.put(path, meters.counter(RelayMetric.PATH_BYTES, path.label()));
            pathSessions.put(path, meters.gauge(RelayMetric.PATH_SESSIONS, path.label()));
            pathChanges.put(path, meters.counter(RelayMetric.PATH_CHANGES, path.label()));
        }
        this.hopsStarted = meters.counter(RelayMetric.HOPS_STARTED);
        this.hopBytes = meters.counter(RelayMetric.HOP_BYTES);
        this.hops = meters.gauge(RelayMetric.HOPS);
        this.peerConnections = meters.gauge(RelayMetric.PEER_CONNECTIONS);
        this.paired = meters.counter(RelayMetric.LEGS, "paired");
        this.neverPaired = meters.counter(RelayMetric.NEVER_PAIRED);
        this.bytes = meters.counter(RelayMetric.BYTES);
        this.throttled = meters.counter(RelayMetric.THROTTLED);
        this.failures = meters.counter(RelayMetric.FAILURES);
        this.parked = meters.gauge(RelayMetric.PARKED);
        this.sessions = meters.gauge(RelayMetric.SESSIONS);
        this.connections = meters.gauge(RelayMetric.CONNECTIONS);
        this.durations = meters.timer(RelayMetric.SESSION_DURATION);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void refused(InetSocketAddress from, Refusal reason) {
        refusals.get(reason).add(1);
        next.refused(from, reason);
    }

    @Override
    public void parked(int now) {
        parked.set(now);
        next.parked(now);
    }

    @Override
    public void neverPaired(LegSummary leg) {
        neverPaired.add(1);
        next.neverPaired(leg);
    }

    @Override
    public void sessionStarted(SessionSummary session, int running) {
        paired.add(2);
        sessions.set(running);
        next.sessionStarted(session, running);
    }

    @Override
    public void sessionEnded(SessionSummary session, int running) {
        ends.get(session.reason()).add(1);
        durations.record(session.durationNanos());
        sessions.set(running);
        next.sessionEnded(session, running);
    }

    @Override
    public void forwarded(long count) {
        bytes.add(count);
        next.forwarded(count);
    }

    @Override
    public void hopStarted(SessionSummary hop, int running) {
        hopsStarted.add(1);
        hops.set(running);
        next.hopStarted(hop, running);
    }

    @Override
    public void hopEnded(SessionSummary hop, int running) {
        hopEnds.get(hop.reason()).add(1);
        hops.set(running);
        next.hopEnded(hop, running);
    }

    @Override
    public void hopFailed(InetSocketAddress from, String nodeId, PeerRelays.Failure reason) {
        hopFailures.get(reason).add(1);
        next.hopFailed(from, nodeId, reason);
    }

    @Override
    public void hopped(long count) {
        hopBytes.add(count);
        next.hopped(count);
    }

    @Override
    public void peerRefused(InetSocketAddress from, PeerRefusal reason) {
        peerRefusals.get(reason).add(1);
        next.peerRefused(from, reason);
    }

    @Override
    public void peerConnections(int open) {
        peerConnections.set(open);
        next.peerConnections(open);
    }

    @Override
    public void carried(DataPath path, long count, int running) {
        pathBytes.get(path).add(count);
        pathSessions.get(path).set(running);
        next.carried(path, count, running);
    }

    @Override
    public void pathChanged(long session, DataPath path) {
        pathChanges.get(path).add(1);
        next.pathChanged(session, path);
    }

    @Override
    public void throttled() {
        throttled.add(1);
        next.throttled();
    }

    @Override
    public void connections(int open) {
        connections.set(open);
        next.connections(open);
    }

    @Override
    public void failed(Throwable failure) {
        failures.add(1);
        next.failed(failure);
    }
}
