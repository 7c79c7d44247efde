package io.fairlead.relay;

import io.fairlead.metrics.BoundedNames;
import io.fairlead.metrics.Exemplar;
import io.fairlead.metrics.Meters;
import io.fairlead.metrics.NodeMetric;
import io.fairlead.metrics.RelayMetric;
import io.fairlead.relay.kernel.DataPath;
import io.fairlead.relay.leg.EndReason;
import io.fairlead.relay.leg.LegSummary;
import io.fairlead.relay.leg.PeerRelays;
import io.fairlead.relay.leg.SessionSummary;
import io.fairlead.relay.leg.Traffic;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Counts events, and passes them on. */
public final class MeteredEvents implements RelayEvents {
    /** More networks than that are one, to the meters. */
    private static final int MOST_NETWORKS = 50;

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Meters meters;
    private final Function<InetAddress, String> network;
    private final BoundedNames networks = new BoundedNames(MOST_NETWORKS);
    private final RelayEvents next;
    private final Map<Refusal, Meters.Count> refusals = new EnumMap<>(Refusal.class);
    private final Map<EndReason, Meters.Count> ends = new EnumMap<>(EndReason.class);
    private final Map<EndReason, Meters.Count> hopEnds = new EnumMap<>(EndReason.class);
    private final Map<PeerRelays.Failure, Meters.Count> hopFailures = new EnumMap<>(PeerRelays.Failure.class);
    private final Map<PeerRefusal, Meters.Count> peerRefusals = new EnumMap<>(PeerRefusal.class);
    private final Map<Refusal, Meters.Count> acceptsRefused = new EnumMap<>(Refusal.class);
    private final Map<DataPath, Meters.Level> pathSessions = new EnumMap<>(DataPath.class);
    private final Map<DataPath, Meters.Count> pathChanges = new EnumMap<>(DataPath.class);
    private final Meters.Count hopsStarted;
    private final Meters.Level hops;
    private final Meters.Level peerConnections;
    private final Meters.Count paired;
    private final Meters.Count started;
    private final Meters.Count throttledSeconds;
    private final Meters.Count heldUpSeconds;
    private final Meters.Rates rates;
    private final LongConsumer loopDelays;
    private final Meters.Count throttled;
    private final Meters.Count failures;
    private final Meters.Level parked;
    private final Meters.Level sessions;
    private final Meters.Level connections;
    private final Meters.Durations durations;

    /**
     * Makes the meters.
     *
     * @param meters  where they are made
     * @param network names the network of a client's address; must return at once
     * @param next    who hears of the events besides
     */
    public MeteredEvents(Meters meters, Function<InetAddress, String> network, RelayEvents next) {
        this.meters = meters;
        this.network = network;
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
            pathSessions.put(path, meters.gauge(RelayMetric.PATH_SESSIONS, path.label()));
            pathChanges.put(path, meters.counter(RelayMetric.PATH_CHANGES, path.label()));
        }
        this.hopsStarted = meters.counter(RelayMetric.HOPS_STARTED);
        this.hops = meters.gauge(RelayMetric.HOPS);
        this.peerConnections = meters.gauge(RelayMetric.PEER_CONNECTIONS);
        this.paired = meters.counter(RelayMetric.LEGS, "paired");
        this.started = meters.counter(RelayMetric.SESSIONS_STARTED);
        this.throttledSeconds = meters.counter(RelayMetric.THROTTLED_SECONDS);
        this.heldUpSeconds = meters.counter(RelayMetric.HELD_UP_SECONDS);
        this.loopDelays = meters.plainDurations(NodeMetric.LOOP_DELAY, "relay");
        this.throttled = meters.counter(RelayMetric.THROTTLED);
        this.failures = meters.counter(RelayMetric.FAILURES);
        this.parked = meters.gauge(RelayMetric.PARKED);
        this.sessions = meters.gauge(RelayMetric.SESSIONS);
        this.connections = meters.gauge(RelayMetric.CONNECTIONS);
        this.durations = meters.durations(RelayMetric.SESSION_DURATION);
        this.rates = meters.rates(RelayMetric.SESSION_THROUGHPUT);
        // What may stay 0 for long is to be there all the same.
        Traffic.kinds().forEach(kind -> meters.counter(kind.hop() ? RelayMetric.HOP_BYTES : RelayMetric.BYTES,
                direction(kind.hop(), kind.toSecond()), kind.path()));
        for (Refusal refusal : List.of(Refusal.TOO_MANY_CONNECTIONS, Refusal.UNTRUSTED_PROXY)) {
            acceptsRefused.put(refusal, meters.counter(RelayMetric.ACCEPTS_REFUSED, label(refusal)));
        }
        meters.counter(RelayMetric.NEVER_PAIRED, networks.of("public"));
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void refused(InetSocketAddress from, Refusal reason) {
        refusals.get(reason).add(1);
        if (acceptsRefused.containsKey(reason)) {
            acceptsRefused.get(reason).add(1);
        }
        next.refused(from, reason);
    }

    @Override
    public void parked(int now) {
        parked.set(now);
        next.parked(now);
    }

    @Override
    public void neverPaired(LegSummary leg) {
        String name = network.apply(leg.from().getAddress());
        meters.counter(RelayMetric.NEVER_PAIRED, networks.of(name)).add(1);
        next.neverPaired(leg);
    }

    @Override
    public void sessionStarted(SessionSummary session, int running) {
        paired.add(2);
        started.add(1);
        sessions.set(running);
        next.sessionStarted(session, running);
    }

    @Override
    public void sessionEnded(SessionSummary session, int running) {
        ends.get(session.reason()).add(1);
        Exemplar about = new Exemplar("session", String.valueOf(session.number()));
        durations.record(session.durationNanos(), about);
        double seconds = Math.max(1, session.durationNanos()) / NANOS;
        rates.record((session.bytesToFirst() + session.bytesToSecond()) / seconds, about);
        sessions.set(running);
        next.sessionEnded(session, running);
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
    public void carried(Traffic traffic) {
        meters.counter(
                traffic.hop() ? RelayMetric.HOP_BYTES : RelayMetric.BYTES,
                direction(traffic.hop(), traffic.toSecond()),
                traffic.path())
                .add(traffic.bytes());
        next.carried(traffic);
    }

    private static String direction(boolean hop, boolean toSecond) {
        // Of a hop the client is the first side.
        return hop ? (toSecond ? "to_relay" : "to_client") : toSecond ? "to_second" : "to_first";
    }

    @Override
    public void onPath(DataPath path, int running) {
        pathSessions.get(path).set(running);
        next.onPath(path, running);
    }

    @Override
    public void heldUp(long nanos) {
        heldUpSeconds.add(nanos / NANOS);
        next.heldUp(nanos);
    }

    @Override
    public void loopDelay(long nanos) {
        loopDelays.accept(nanos);
        next.loopDelay(nanos);
    }

    @Override
    public void pathChanged(long session, DataPath path) {
        pathChanges.get(path).add(1);
        next.pathChanged(session, path);
    }

    @Override
    public void throttled(long nanos) {
        throttled.add(1);
        throttledSeconds.add(nanos / NANOS);
        next.throttled(nanos);
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
