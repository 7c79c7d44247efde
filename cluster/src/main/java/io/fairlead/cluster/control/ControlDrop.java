package io.fairlead.cluster.control;

import java.util.Locale;

/** Why a message between nodes was dropped. */
public enum ControlDrop {
    /** It is none, or one of a later version. */
    MALFORMED,
    /** Who sent it does not know the cluster's secret, or it was changed on its way. */
    WRONG_MAC,
    /** It is for another node. */
    OTHER_NODE,
    /** It was sent too long ago, or in the future: the clocks of two nodes differ, or somebody has kept it. */
    STALE,
    /** It was here before. */
    REPLAYED,
    /** Too much is under way. */
    TOO_MANY,
    /** Nobody waits for this answer any more, or ever did. */
    NOT_ASKED;

    /**
     * Names the reason in logs and metrics.
     *
     * @return lower case, words joined by underscores
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
