package io.fairlead.relay.kernel;

/** Is told what a connection's client has not taken yet. */
@FunctionalInterface
public interface Unsent {
    /**
     * Called on the connection's event loop; must return at once.
     *
     * @param ofFirst whether it is the session's first side
     * @param bytes   that were written and not acknowledged; less than 0 = not known
     */
    void unsent(boolean ofFirst, long bytes);
}
