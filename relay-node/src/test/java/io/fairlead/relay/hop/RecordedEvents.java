package io.fairlead.relay.hop;

import io.fairlead.relay.RelayEvents;
import io.fairlead.relay.kernel.DataPath;
import io.fairlead.relay.leg.LegSummary;
import io.fairlead.relay.leg.PeerRelays;
import io.fairlead.relay.leg.SessionSummary;
import io.fairlead.relay.leg.Traffic;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a relay tells, but for what changes all the time. */
final class RecordedEvents implements RelayEvents {
    final List<Refusal> refused = new CopyOnWriteArrayList<>();
    final List<PeerRefusal> peersRefused = new CopyOnWriteArrayList<>();
    final List<PeerRelays.Failure> hopsFailed = new CopyOnWriteArrayList<>();
    final List<SessionSummary> sessionsStarted = new CopyOnWriteArrayList<>();
    final List<SessionSummary> sessionsEnded = new CopyOnWriteArrayList<>();
    final List<SessionSummary> hopsStarted = new CopyOnWriteArrayList<>();
    final List<SessionSummary> hopsEnded = new CopyOnWriteArrayList<>();
    final List<LegSummary> neverPaired = new CopyOnWriteArrayList<>();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    volatile int parked;
    volatile int connections;
    volatile int peerConnections;

    @Override
    public void refused(InetSocketAddress from, Refusal reason) {
        refused.add(reason);
    }

    @Override
    public void parked(int now) {
        parked = now;
    }

    @Override
    public void neverPaired(LegSummary leg) {
        neverPaired.add(leg);
    }

    @Override
    public void sessionStarted(SessionSummary session, int running) {
        sessionsStarted.add(session);
    }

    @Override
    public void sessionEnded(SessionSummary session, int running) {
        sessionsEnded.add(session);
    }

    @Override
    public void hopStarted(SessionSummary hop, int running) {
        hopsStarted.add(hop);
    }

    @Override
    public void hopEnded(SessionSummary hop, int running) {
        hopsEnded.add(hop);
    }

    @Override
    public void hopFailed(InetSocketAddress from, String nodeId, PeerRelays.Failure reason) {
        hopsFailed.add(reason);
    }

    @Override
    public void onPath(DataPath path, int sessions) {
        // Metered.
    }

    @Override
    public void peerRefused(InetSocketAddress from, PeerRefusal reason) {
        peersRefused.add(reason);
    }

    @Override
    public void peerConnections(int open) {
        peerConnections = open;
    }

    @Override
    public void carried(Traffic traffic) {
        // Metered.
    }

    @Override
    public void pathChanged(long session, DataPath path) {
        // Metered.
    }

    @Override
    public void heldUp(long nanos) {
        // Metered.
    }

    @Override
    public void loopDelay(long nanos) {
        // Metered.
    }

    @Override
    public void throttled(long nanos) {
        // Metered.
    }

    @Override
    public void connections(int open) {
        connections = open;
    }

    @Override
    public void failed(Throwable failure) {
        failures.add(failure);
    }
}
