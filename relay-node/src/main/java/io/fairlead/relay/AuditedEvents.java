package io.fairlead.relay;

import io.fairlead.audit.AuditEvent;
import io.fairlead.audit.AuditSink;
import io.fairlead.protocol.net.LogText;
import io.fairlead.relay.kernel.DataPath;
import io.fairlead.relay.leg.LegSummary;
import io.fairlead.relay.leg.PeerRelays;
import io.fairlead.relay.leg.SessionSummary;
import io.fairlead.relay.leg.Traffic;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Notes for ever which sessions ran and who was refused; passes everything on. */
public final class AuditedEvents implements RelayEvents {
    private final AuditSink audit;
    private final RelayEvents next;

    /**
     * Notes what passes.
     *
     * @param audit where
     * @param next  hears of all of it
     */
    public AuditedEvents(AuditSink audit, RelayEvents next) {
        this.audit = audit;
        this.next = next;
    }

    @Override
    public void refused(InetSocketAddress from, Refusal reason) {
        next.refused(from, reason);
        switch (reason) {
            case LICENSE_MISMATCH, BLOCKED, DRAINING, NOT_ANNOUNCED, TOO_MANY_PARKED, TOO_MANY_PARKED_OF_ADDRESS,
                    UNTRUSTED_PROXY, TOO_MANY_CONNECTIONS, NOT_JOINED ->
                audit.record(
                        new AuditEvent.Refusal("relay", from, "", reason.name().toLowerCase(Locale.ROOT)));
            case MALFORMED, NO_UUID, NO_REQUEST -> {
                // Noise from anywhere, which says nothing of anybody: metered.
            }
        }
    }

    @Override
    public void neverPaired(LegSummary leg) {
        next.neverPaired(leg);
        audit.record(new AuditEvent.Refusal(
                "relay", leg.from(), LogText.printable(leg.deviceId()), "never_paired"));
    }

    @Override
    public void sessionStarted(SessionSummary session, int running) {
        next.sessionStarted(session, running);
        audit.record(new AuditEvent.SessionBegan(legs(session, false)));
    }

    @Override
    public void sessionEnded(SessionSummary session, int running) {
        next.sessionEnded(session, running);
        audit.record(ended(session, false));
    }

    @Override
    public void hopStarted(SessionSummary hop, int running) {
        next.hopStarted(hop, running);
        audit.record(new AuditEvent.SessionBegan(legs(hop, true)));
    }

    @Override
    public void hopEnded(SessionSummary hop, int running) {
        next.hopEnded(hop, running);
        audit.record(ended(hop, true));
    }

    private static AuditEvent.SessionEnded ended(SessionSummary session, boolean hop) {
        return new AuditEvent.SessionEnded(
                legs(session, hop),
                session.bytesToSecond(),
                session.bytesToFirst(),
                session.bytesSpliced(),
                session.path().label(),
                TimeUnit.NANOSECONDS.toMillis(session.durationNanos()),
                session.reason().label());
    }

    private static AuditEvent.Legs legs(SessionSummary session, boolean hop) {
        return new AuditEvent.Legs(
                session.number(),
                hop,
                LogText.printable(session.deviceId()),
                session.first().from(),
                session.second().from(),
                session.kinds().toLowerCase(Locale.ROOT));
    }

    @Override
    public void peerRefused(InetSocketAddress from, PeerRefusal reason) {
        next.peerRefused(from, reason);
        if (reason == PeerRefusal.WRONG_PROOF || reason == PeerRefusal.BLOCKED) {
            audit.record(new AuditEvent.Refusal("relay_peer", from, "", reason.name().toLowerCase(Locale.ROOT)));
        }
    }

    @Override
    public void parked(int parked) {
        next.parked(parked);
    }

    @Override
    public void hopFailed(InetSocketAddress from, String nodeId, PeerRelays.Failure reason) {
        next.hopFailed(from, nodeId, reason);
    }

    @Override
    public void onPath(DataPath path, int sessions) {
        next.onPath(path, sessions);
    }

    @Override
    public void peerConnections(int open) {
        next.peerConnections(open);
    }

    @Override
    public void carried(Traffic traffic) {
        next.carried(traffic);
    }

    @Override
    public void pathChanged(long session, DataPath path) {
        next.pathChanged(session, path);
    }

    @Override
    public void heldUp(long nanos) {
        next.heldUp(nanos);
    }

    @Override
    public void loopDelay(long nanos) {
        next.loopDelay(nanos);
    }

    @Override
    public void throttled(long nanos) {
        next.throttled(nanos);
    }

    @Override
    public void connections(int open) {
        next.connections(open);
    }

    @Override
    public void failed(Throwable failure) {
        next.failed(failure);
    }
}
