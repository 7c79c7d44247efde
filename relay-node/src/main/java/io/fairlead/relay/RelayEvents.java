package io.fairlead.relay;

import io.fairlead.relay.kernel.DataPath;
import io.fairlead.relay.leg.LegSummary;
import io.fairlead.relay.leg.PeerRelays;
import io.fairlead.relay.leg.SessionSummary;
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
     * Sessions forwarded bytes. Told about once a second.
     *
     * @param bytes since the last time
     */
    void forwarded(long bytes);

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
     * Bytes went between clients and other relays. Told about once a second.
     *
     * @param bytes since the last time
     */
    void hopped(long bytes);

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
     * Bytes were forwarded by one path, between clients or between a client and another relay. Told about once a second
     * for each path.
     *
     * @param path     which
     * @param bytes    since the last time
     * @param sessions how many are on it now, those included that other nodes count
     */
    void carried(DataPath path, long bytes, int sessions);

    /**
     * A direction of a session takes another path from now on.
     *
     * @param session its number
     * @param path    which
     */
    void pathChanged(long session, DataPath path);

    /** A session was paused to keep its bandwidth. */
    void throttled();

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
