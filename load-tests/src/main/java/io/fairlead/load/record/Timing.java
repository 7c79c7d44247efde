package io.fairlead.load.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Times something, from the instant at which it was meant to begin: if the generator, or an answer before it, was
 * late, then so is this, as it would be for the user who waits (no coordinated omission). Any thread may record.
 */
public final class Timing {
    private final String name;
    private final String help;
    private final org.HdrHistogram.Recorder recorder = new org.HdrHistogram.Recorder(
            Histograms.LOWEST_NANOS, Histograms.HIGHEST_NANOS, Histograms.DIGITS);
    private final Histogram whole = Histograms.empty();
    private final List<IntervalTimes> intervals = new ArrayList<>();
    private Optional<Histogram> last = Optional.empty();

    /** What is not thread-safe here is called under the lock of {@link Recorder}. */
    Timing(String name, String help, int intervals) {
        this.name = name;
        this.help = help;
        for (int i = 0; i < intervals; i++) {
            this.intervals.add(IntervalTimes.NONE);
        }
    }

    /**
     * Records one.
     *
     * @param intendedStartNanos when it was meant to begin, by the clock of the recorder
     * @param endNanos           when it ended; less counts as no time at all, more than an hour later as an hour
     */
    public void record(long intendedStartNanos, long endNanos) {
        recorder.recordValue(Math.clamp(endNanos - intendedStartNanos, 0, Histograms.HIGHEST_NANOS));
    }

    /** Ends some intervals, of which only the last knows what happened. */
    void end(int count) {
        Histogram times = take();
        for (int i = 1; i < count; i++) {
            intervals.add(IntervalTimes.NONE);
        }
        intervals.add(summary(times));
        last = Optional.of(times);
    }

    /** Puts what came since the last interval ended into it. Once, at the end. */
    void extend() {
        last.ifPresentOrElse(before -> {
            // Taking gives the interval's histogram back, so what is in it must be elsewhere.
            Histogram times = before.copy();
            times.add(take());
            intervals.set(intervals.size() - 1, summary(times));
        }, () -> {
            intervals.removeLast();
            end(1);
        });
    }

    private Histogram take() {
        Histogram times = recorder.getIntervalHistogram(last.orElse(null));
        whole.add(times);
        return times;
    }

    private static IntervalTimes summary(Histogram times) {
        Histogram coarse = Histograms.coarse();
        coarse.add(times);
        return IntervalTimes.of(times, coarse);
    }

    IntervalTimes latest() {
        return intervals.getLast();
    }

    TimingSeries freeze() {
        return new TimingSeries(name, help, intervals, Histograms.encode(whole));
    }
}
