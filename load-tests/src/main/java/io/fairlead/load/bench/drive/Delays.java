package io.fairlead.load.bench.drive;

import io.fairlead.load.bench.result.Percentile;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;

/** A distribution of times, kept to three digits. */
final class Delays {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(5);
    private static final int DIGITS = 3;
    private static final double NANOS_PER_MICRO = 1000;
    private static final double[] SHOWN = {0, 10, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 99.95, 99.99, 100};

    private final Histogram nanos = new Histogram(LONGEST, DIGITS);

    void add(long time) {
        nanos.recordValue(Math.clamp(time, 0, LONGEST));
    }

    void clear() {
        nanos.reset();
    }

    long count() {
        return nanos.getTotalCount();
    }

    double micros(double percent) {
        return nanos.getValueAtPercentile(percent) / NANOS_PER_MICRO;
    }

    List<Percentile> points() {
        return DoubleStream.of(SHOWN).mapToObj(percent -> new Percentile(percent, micros(percent))).toList();
    }
}
