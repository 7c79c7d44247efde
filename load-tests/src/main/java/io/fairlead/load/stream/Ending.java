package io.fairlead.load.stream;

import io.fairlead.load.traffic.Side;

/** How a session is to end. */
public sealed interface Ending {
    /**
     * When both have everything the controller ends its direction, the device answers with its own end.
     *
     * @return that
     */
    static Ending orderly() {
        return new Orderly();
    }

    /**
     * Says up to when a side sends.
     *
     * @param side     any
     * @param duration planned for the session, in nanoseconds
     * @return nanoseconds from the session's start
     */
    default long sendsUntil(Side side, long duration) {
        return duration;
    }

    /** As {@link #orderly} says. */
    record Orderly() implements Ending {}

    /**
     * One side ends its direction early and goes on to read until the other has sent everything. For TCP legs.
     *
     * @param side    who
     * @param atNanos from the session's start; what is due earlier is sent before
     */
    record HalfClose(Side side, long atNanos) implements Ending {
        @Override
        public long sendsUntil(Side sender, long duration) {
            return sender == side ? Math.min(atNanos, duration) : duration;
        }
    }

    /**
     * One side breaks off, with a reset, whatever is on its way.
     *
     * @param side    who
     * @param atNanos from the session's start
     */
    record Abort(Side side, long atNanos) implements Ending {}
}
