package io.fairlead.cluster.control;

/** Why a message between nodes was dropped. */
public enum ControlDrop {
    /** It is none, or one of a later version. */
    MALFORMED("malformed"),
    /** Who sent it does not know the cluster's secret, or it was changed on its way. */
    WRONG_MAC("wrong_mac"),
    /** It is for another node. */
    OTHER_NODE("other_node"),
    /** It was sent too long ago, or in the future: the clocks of two nodes differ, or somebody has kept it. */
    STALE("stale"),
    /** It was here before. */
    REPLAYED("replayed"),
    /** Too much is under way. */
    TOO_MANY("too_many"),
    /** Nobody waits for this answer any more, or ever did. */
    NOT_ASKED("not_asked");

    private final String label;

    ControlDrop(String label) {
        this.label = label;
    }

    /**
     * Names the reason in logs and metrics.
     *
     * @return lower case, words joined by underscores
     */
    public String label() {
        return label;
    }
}
