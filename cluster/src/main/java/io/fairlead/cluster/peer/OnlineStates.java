package io.fairlead.cluster.peer;

import java.util.BitSet;

/** Which of a list of devices are online. */
public sealed interface OnlineStates {
    /**
     * The answer.
     *
     * @param online bit {@code i} is set when the i-th id asked for is online; not to be changed by the receiver
     */
    record Answered(BitSet online) implements OnlineStates {}

    /** The store did not answer. */
    record Unavailable() implements OnlineStates {}
}
