package io.fairlead.relay;

import io.fairlead.relay.leg.LegSummary;
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
