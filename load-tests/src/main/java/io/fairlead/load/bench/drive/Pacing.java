package io.fairlead.load.bench.drive;

import io.fairlead.load.bench.result.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * When the next of many things is to be begun: as soon as there is room, or evenly spaced; and whether the generator
 * kept to it. What is begun later than a millisecond after it was due is late. One thread.
 */
final class Pacing {
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final double LATE_ALLOWED = 1;
    private static final double SHORTFALL_ALLOWED = 0.98;
    private static final double PERCENT = 100;

    private final int streams;
    private final double perSecond;
    private EvenPlan plan;
    private long windowBegun;
    private long windowLate;

    /** Of all streams together; 0 = as soon as there is room. */
    Pacing(int streams, double perSecond) {
        this.streams = streams;
        this.perSecond = perSecond;
        start(System.nanoTime());
    }

    /** How much of the load was late. */
    static Figure late(String things) {
        return Figure.condition("generator_late_percent", "sent late", "%", "So many " + things
                + " were sent more than 1 ms after they were due: the generator did not keep its plan.");
    }

    boolean isEven() {
        return perSecond > 0;
    }

    /** The first is due then. */
    void start(long at) {
        plan = new EvenPlan(at, streams, isEven() ? perSecond : 1);
    }

    /** The stretch that is measured begins. */
    void clear() {
        windowBegun = 0;
        windowLate = 0;
    }

    /** How many are due, of which so many have been begun. */
    long due(long now, long begun) {
        return isEven() ? plan.dueBy(now) - begun : Long.MAX_VALUE;
    }

    /** So many are begun together, the first counted over all streams from 0: from when on that one is timed. */
    long begin(long now, long first, int count) {
        long from = isEven() ? plan.dueAt(first) : now;
        windowBegun += count;
        windowLate += now - from > LATE_NANOS ? count : 0;
        return from;
    }

    /** When a stream's own one is due, counted in the stream from 0. */
    long dueAt(int stream, long number) {
        return plan.dueAt(stream, number);
    }

    /** Which stream it is of. */
    int stream(long number) {
        return plan.stream(number);
    }

    /** Which share was begun late. */
    double latePercent() {
        return windowBegun == 0 ? 0 : PERCENT * windowLate / windowBegun;
    }

    /** What is to be said against a window in which so many a second came through; {@code planned} ends 'fewer ...'. */
    List<String> warnings(String things, String planned, double rate) {
        List<String> warnings = new ArrayList<>();
        if (latePercent() > LATE_ALLOWED) {
            warnings.add("the generator did not keep its plan: more than 1 % of the " + things
                    + " were sent over 1 ms late");
        }
        if (isEven() && rate < SHORTFALL_ALLOWED * perSecond) {
            warnings.add("fewer " + planned + ": the server or the generator is overloaded");
        }
        return warnings;
    }
}
