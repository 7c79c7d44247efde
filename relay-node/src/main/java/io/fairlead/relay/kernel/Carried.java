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

    /**
     * A side is not read for a while, to keep the session's bandwidth.
     *
     * @param nanos how long, in nanoseconds
     */
    void throttled(long nanos);

    /**
     * A side is not read any more, as the other does not take what it was sent.
     *
     * @param toSecond whether it is the first that is not read
     * @param now      monotonic time, in nanoseconds
     */
    void heldUp(boolean toSecond, long now);

    /**
     * It is read again, or there is nothing more to send.
     *
     * @param toSecond whether it is the first
     * @param now      monotonic time, in nanoseconds
     */
    void letGo(boolean toSecond, long now);

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
