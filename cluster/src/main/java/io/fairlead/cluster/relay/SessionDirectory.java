package io.fairlead.cluster.relay;

import java.util.concurrent.CompletionStage;

/**
 * The sessions that the rendezvous service has introduced, so that relays can refuse others. Methods return at once and
 * may be called from event loops; stages never complete exceptionally.
 */
public interface SessionDirectory {
    /**
     * Makes a session known for about a minute, which is longer than both sides take to reach a relay.
     *
     * @param uuid the session, as one side has chosen it
     */
    void announce(String uuid);

    /**
     * Says whether a session is known. A side may reach its relay before the rendezvous service has read its message,
     * so an unknown one is waited for, a few seconds.
     *
     * @param uuid the session
     * @return true as soon as it is known; false when it is not, or too many are waited for
     */
    CompletionStage<Boolean> announced(String uuid);
}
