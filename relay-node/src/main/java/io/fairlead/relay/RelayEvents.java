package io.fairlead.relay;

import io.fairlead.relay.kernel.DataPath;
import io.fairlead.relay.leg.LegSummary;
import io.fairlead.relay.leg.PeerRelays;
import io.fairlead.relay.leg.SessionSummary;
import io.fairlead.relay.leg.Traffic;
import java.net.InetSocketAddress;

/** What others learn of a relay: the log, the meters. Called on event loops; must return at once. */
public interface RelayEvents {
    /** Why a leg got no session. */
    enum Refusal {
        /** Its first frame is no RequestRelay, or too long. */
        MALFORMED,
        /** It presented another licence key than is demanded. */
        LICENSE_MISMATCH,
        /** It named no session. */
        NO_UUID,
        /** Its address is on the block list. */
        BLOCKED,
        /** It sent no request in time. */
        NO_REQUEST,
        /** The relay is about to stop. */
        DRAINING,
        /** The rendezvous service has not introduced its session. */
        NOT_ANNOUNCED,
        /** Too many legs are parked. */
        TOO_MANY_PARKED,
        /** Too many legs of its address are parked. */
        TOO_MANY_PARKED_OF_ADDRESS,
        /** A proxy's word from somebody who is not trusted with it, or no word where it is required. */
        UNTRUSTED_PROXY,
        /** Too many connections are open. */
        TOO_MANY_CONNECTIONS,
        /** The other leg is on another relay, and did not get joined to this one. */
        NOT_JOINED
    }

    /** Why a connection to the port for other relays was not let in. */
    enum PeerRefusal {
        /** What it sent is no hello. */
        MALFORMED,
        /** It does not know the cluster's secret, or repeats what another has said. */
        WRONG_PROOF,
        /** It said nothing in time. */
        TIMED_OUT,
        /** The leg that it asks for is not parked here. */
        NOT_PARKED,
        /** Its client is on the block list. */
        BLOCKED,
        /** Too many connections of other relays are open. */
        TOO_MANY_CONNECTIONS
    }

    /**
     * A leg was refused and closed.
     *
     * @param from   where it came from
     * @param reason why
     */
    void refused(InetSocketAddress from, Refusal reason);

    /**
     * A leg was parked, found its second, or left.
     *
     * @param parked how many are parked now
     */
    void parked(int parked);

    /**
     * A parked leg's second did not come in time.
     *
     * @param leg where the leg came from, and which device it named
     */
    void neverPaired(LegSummary leg);

    /**
     * A session began.
     *
     * @param session who, so far
     * @param running how many run now
     */
    void sessionStarted(SessionSummary session, int running);

    /**
     * A session ended: both connections are closed.
     *
     * @param session who, how much, how long and why it ended
     * @param running how many run now
     */
    void sessionEnded(SessionSummary session, int running);

    /**
     * A leg of a client of this relay was joined to one that another relay holds. The session is the other's to count.
     *
     * @param hop     who, so far; the client is both sides
     * @param running how many run now
     */
    void hopStarted(SessionSummary hop, int running);

    /**
     * It ended: the client's connection and that to the other relay are closed.
     *
     * @param hop     who, how much, how long and why it ended
     * @param running how many run now
     */
    void hopEnded(SessionSummary hop, int running);

    /**
     * A leg did not get joined to the one that another relay holds, this time.
     *
     * @param from   where the client is
     * @param nodeId the other relay
     * @param reason why
     */
    void hopFailed(InetSocketAddress from, String nodeId, PeerRelays.Failure reason);

    /**
     * A connection to the port for other relays was not let in.
     *
     * @param from   where it came from
     * @param reason why
     */
    void peerRefused(InetSocketAddress from, PeerRefusal reason);

    /**
     * The number of open connections of other relays changed.
     *
     * @param open how many there are now
     */
    void peerConnections(int open);

    /**
     * Bytes were forwarded, between clients or between a client and another relay. Told about once a second for each
     * direction and path that had some.
     *
     * @param traffic how many, and how
     */
    void carried(Traffic traffic);

    /**
     * Sessions were counted by the path that they took last, those included that other nodes count. Told about once a
     * second for each path.
     *
     * @param path     which
     * @param sessions how many
     */
    void onPath(DataPath path, int sessions);

    /**
     * Sides were not read because the other side did not take what it had been sent. Told about once a second, also of
     * what still goes on.
     *
     * @param nanos for all sides together since the last time, in nanoseconds
     */
    void heldUp(long nanos);

    /**
     * An event loop has got to a task.
     *
     * @param nanos that the task had waited, in nanoseconds
     */
    void loopDelay(long nanos);

    /**
     * A direction of a session takes another path from now on.
     *
     * @param session its number
     * @param path    which
     */
    void pathChanged(long session, DataPath path);

    /**
     * A side is not read for a while, for its session to keep its bandwidth.
     *
     * @param nanos how long, in nanoseconds, more than 0
     */
    void throttled(long nanos);

    /**
     * The number of open connections changed.
     *
     * @param open how many there are now
     */
    void connections(int open);

    /**
     * Something failed that is not foreseen.
     *
     * @param failure what
     */
    void failed(Throwable failure);
}
