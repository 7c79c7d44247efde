package io.fairlead.relay.leg;

/** What carries a session's bytes. Safe for use by any thread. */
interface Carrier {
    /** Closes both connections without waiting for what is to be written. */
    void abandon();
}
