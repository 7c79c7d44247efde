package io.fairlead.load.fleet;

import io.fairlead.load.traffic.Side;
import java.net.InetSocketAddress;

/** Carries sessions through relays: both of their sides are in this process. Safe for use by any thread. */
public interface SessionLegs {
    /**
     * One leg.
     *
     * @param side      whose
     * @param session   the number that {@link SessionNames} hides in the uuid
     * @param uuid      by which the relay knows the session
     * @param relay     where the relay is; not resolved yet
     * @param webSocket whether by WebSocket, at the relay's port and two more
     * @param from      own IPv4 address as a number; 0 = the system chooses
     */
    record Leg(Side side, long session, String uuid, InetSocketAddress relay, boolean webSocket, int from) {}

    /**
     * Opens a leg and lets it live its life. Does not wait.
     *
     * @param leg which
     */
    void open(Leg leg);

    /**
     * Says whether one more session may begin.
     *
     * @return false when there are as many as there are to be
     */
    boolean hasRoom();
}
