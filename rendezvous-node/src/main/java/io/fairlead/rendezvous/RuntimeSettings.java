package io.fairlead.rendezvous;

/** What an operator changes at run time. Safe for use by any thread. */
public final class RuntimeSettings {
    private volatile boolean alwaysUseRelay;

    /**
     * Starts with what is configured.
     *
     * @param alwaysUseRelay whether every session goes through a relay
     */
    public RuntimeSettings(boolean alwaysUseRelay) {
        this.alwaysUseRelay = alwaysUseRelay;
    }

    /**
     * Says whether every session goes through a relay.
     *
     * @return as it is now
     */
    public boolean alwaysUseRelay() {
        return alwaysUseRelay;
    }

    /**
     * Changes it.
     *
     * @param on whether every session goes through a relay from now on
     */
    public void alwaysUseRelay(boolean on) {
        alwaysUseRelay = on;
    }
}
