package io.fairlead.relay.leg;

import io.fairlead.relay.leg.PeerRelays.Failure;

/** Who waits for what becomes of a leg that another relay has brought. Called on the leg's event loop. */
public interface Arrival {
    /** The leg is joined to the one that was parked; the session's bytes follow. */
    void accepted();

    /**
     * The leg is not taken; the connection is to be closed.
     *
     * @param reason why
     */
    void refused(Failure reason);
}
