package io.fairlead.load.bench.drive;

/**
 * When each of many messages is due: evenly spaced over all streams, stream after stream, from an instant on. What is
 * timed is timed from then, however late it was sent, so that a stall delays all messages that were due in it.
 *
 * @param start     of the first message, by {@link System#nanoTime}
 * @param streams   1 or more
 * @param perSecond messages of all streams together, more than 0
 */
record EvenPlan(long start, int streams, double perSecond) {
    private static final double NANOS = 1e9;

    EvenPlan {
        if (streams < 1 || !(perSecond > 0)) {
            throw new IllegalArgumentException(
                    "streams " + streams + ", per second " + perSecond + " (expected: at least 1, more than 0)");
        }
    }

    /** How many messages of all streams are due by an instant. */
    long dueBy(long now) {
        return now < start ? 0 : (long) ((now - start) / NANOS * perSecond) + 1;
    }

    /** When a message is due, counted over all streams from 0. */
    long dueAt(long number) {
        return start + (long) (number / perSecond * NANOS);
    }

    /** When a stream's message is due, counted in the stream from 0. */
    long dueAt(int stream, long number) {
        return dueAt(number * streams + stream);
    }

    /** Which stream a message is of. */
    int stream(long number) {
        return (int) (number % streams);
    }
}
