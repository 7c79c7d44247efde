package io.fairlead.relay.kernel;

/** What a session wants to know of its bytes and connections. Called on its event loop; must return at once. */
public interface Carried {
    /**
     * Counts bytes that one side sent.
     *
     * @param toSecond whether they came from the first
     * @param bytes    how many
     * @param path     how they go
     * @param now      monotonic time, in nanoseconds
     * @return how long that side is not to be read, in nanoseconds; 0 = read on
     */
    long forwarded(boolean toSecond, int bytes, DataPath path, long now);

    /**
     * Says how much may be read at once without missing the session's bandwidth.
     *
     * @return in bytes, more than 0
     */
    int largestChunk();

    /** A side is held down for its bandwidth. */
    void throttled();

    /**
     * A direction takes another path from now on.
     *
     * @param path which
     */
    void pathChanged(DataPath path);

    /** A connection broke. */
    void broke();

    /**
     * Something failed that is not foreseen; both connections are closed.
     *
     * @param failure what
     */
    void failed(RuntimeException failure);

    /** One of the two connections is closed. */
    void legClosed();
}
