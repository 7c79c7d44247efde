package io.fairlead.rendezvous.connect;

import java.util.Locale;

/** How an introduction ended. */
public enum IntroductionOutcome {
    /** The device's answer was given to the requester. */
    ANSWERED,
    /** The requester left before the device answered. */
    UNANSWERED,
    /** The requester's licence key is not ours. */
    LICENSE_MISMATCH,
    /** No device has the id. */
    ID_NOT_EXIST,
    /** The device is not online. */
    OFFLINE,
    /** The store did not answer. */
    UNAVAILABLE,
    /** The node that holds the device could not be reached, also by the last of the requester's tries. */
    UNREACHABLE;

    /**
     * Names the outcome in logs and metrics.
     *
     * @return lower case, words joined by underscores
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
