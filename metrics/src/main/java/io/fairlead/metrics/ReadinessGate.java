package io.fairlead.metrics;

/** Whether a node is to be sent clients. Safe for use by any thread. */
public final class ReadinessGate {
    private volatile boolean open;

    /** A node that starts is not ready. */
    public ReadinessGate() {}

    /** The node serves. */
    public void open() {
        open = true;
    }

    /** The node is about to stop. */
    public void close() {
        open = false;
    }

    /**
     * Says which.
     *
     * @return true while the node serves
     */
    public boolean isOpen() {
        return open;
    }
}
