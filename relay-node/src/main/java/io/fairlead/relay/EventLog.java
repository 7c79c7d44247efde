package io.fairlead.relay;

import io.fairlead.protocol.net.LogText;
import io.fairlead.relay.kernel.DataPath;
import io.fairlead.relay.leg.LegSummary;
import io.fairlead.relay.leg.PeerRelays;
import io.fairlead.relay.leg.SessionSummary;
import io.fairlead.relay.leg.Traffic;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Writes one line per event. What strangers can cause any number of is for the level debug, but for wrong keys. */
public final class EventLog implements RelayEvents {
    private final Logger log;

    /**
     * Writes to a log.
     *
     * @param log where to
     */
    public EventLog(Logger log) {
        this.log = log;
    }

    @Override
    public void refused(InetSocketAddress from, Refusal reason) {
        // A wrong key is what tools that shut addresses out look for.
        Level level = reason == Refusal.LICENSE_MISMATCH ? Level.WARN : Level.DEBUG;
        log.atLevel(level)
                .addKeyValue("from", LogText.of(from))
                .addKeyValue("reason", reason.name().toLowerCase(Locale.ROOT))
                .log("relay leg refused");
    }

    @Override
    public void neverPaired(LegSummary leg) {
        log.atInfo()
                .addKeyValue("from", LogText.of(leg.from()))
                .addKeyValue("kind", leg.kind().name().toLowerCase(Locale.ROOT))
                .addKeyValue("id", LogText.printable(leg.deviceId()))
                .log("relay leg never paired");
    }

    @Override
    public void sessionStarted(SessionSummary session, int running) {
        log.atInfo()
                .addKeyValue("session", session.number())
                .addKeyValue("id", LogText.printable(session.deviceId()))
                .addKeyValue("first", LogText.of(session.first().from()))
                .addKeyValue("second", LogText.of(session.second().from()))
                .addKeyValue("kinds", session.kinds().toLowerCase(Locale.ROOT))
                .log("relay session started");
    }

    @Override
    public void sessionEnded(SessionSummary session, int running) {
        log.atInfo()
                .addKeyValue("session", session.number())
                .addKeyValue("id", LogText.printable(session.deviceId()))
                .addKeyValue("first", LogText.of(session.first().from()))
                .addKeyValue("second", LogText.of(session.second().from()))
                .addKeyValue("bytes_to_second", session.bytesToSecond())
                .addKeyValue("bytes_to_first", session.bytesToFirst())
                .addKeyValue("path", session.path().label())
                .addKeyValue("bytes_spliced", session.bytesSpliced())
                .addKeyValue("duration_ms", TimeUnit.NANOSECONDS.toMillis(session.durationNanos()))
                .addKeyValue("reason", session.reason().label())
                .log("relay session ended");
    }

    @Override
    public void hopStarted(SessionSummary hop, int running) {
        log.atInfo()
                .addKeyValue("hop", hop.number())
                .addKeyValue("id", LogText.printable(hop.deviceId()))
                .addKeyValue("from", LogText.of(hop.first().from()))
                .log("relay leg joined on another relay");
    }

    @Override
    public void hopEnded(SessionSummary hop, int running) {
        log.atInfo()
                .addKeyValue("hop", hop.number())
                .addKeyValue("id", LogText.printable(hop.deviceId()))
                .addKeyValue("from", LogText.of(hop.first().from()))
                .addKeyValue("bytes_to_relay", hop.bytesToSecond())
                .addKeyValue("bytes_to_client", hop.bytesToFirst())
                .addKeyValue("path", hop.path().label())
                .addKeyValue("bytes_spliced", hop.bytesSpliced())
                .addKeyValue("duration_ms", TimeUnit.NANOSECONDS.toMillis(hop.durationNanos()))
                .addKeyValue("reason", hop.reason().label())
                .log("relay leg on another relay ended");
    }

    @Override
    public void hopFailed(InetSocketAddress from, String nodeId, PeerRelays.Failure reason) {
        // Legs that come and go are ordinary; a relay that is lost or has another secret is the operator's business.
        boolean ordinary = reason == PeerRelays.Failure.NOT_PARKED || reason == PeerRelays.Failure.BLOCKED;
        log.atLevel(ordinary ? Level.DEBUG : Level.WARN)
                .addKeyValue("from", LogText.of(from))
                .addKeyValue("relay", nodeId)
                .addKeyValue("reason", reason.label())
                .log("relay leg not joined on another relay");
    }

    @Override
    public void peerRefused(InetSocketAddress from, PeerRefusal reason) {
        log.atLevel(reason == PeerRefusal.WRONG_PROOF ? Level.WARN : Level.DEBUG)
                .addKeyValue("from", LogText.of(from))
                .addKeyValue("reason", reason.name().toLowerCase(Locale.ROOT))
                .log("connection of another relay refused");
    }

    @Override
    public void peerConnections(int open) {
        // A gauge.
    }

    @Override
    public void failed(Throwable failure) {
        log.atError().setCause(failure).log("unexpected failure");
    }

    @Override
    public void parked(int parked) {
        // A gauge.
    }

    @Override
    public void carried(Traffic traffic) {
        // Counters; a session's last line tells its own.
    }

    @Override
    public void onPath(DataPath path, int sessions) {
        // A gauge.
    }

    @Override
    public void heldUp(long nanos) {
        // A counter.
    }

    @Override
    public void loopDelay(long nanos) {
        // A histogram.
    }

    @Override
    public void pathChanged(long session, DataPath path) {
        if (log.isDebugEnabled()) {
            log.atDebug()
                    .addKeyValue("session", session)
                    .addKeyValue("path", path.label())
                    .log("relay session takes another path");
        }
    }

    @Override
    public void throttled(long nanos) {
        // A counter.
    }

    @Override
    public void connections(int open) {
        // A gauge.
    }
}
