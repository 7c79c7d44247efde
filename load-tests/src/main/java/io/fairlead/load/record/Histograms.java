package io.fairlead.load.record;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Histograms of times in nanoseconds, from 64 ns to an hour, to three digits; and their text, which is HdrHistogram's
 * own compressed encoding in Base64. Any thread.
 */
public final class Histograms {
    /** What takes longer counts as an hour. */
    static final long HIGHEST_NANOS = 3_600_000_000_000L;
    static final long LOWEST_NANOS = 100;
    static final int DIGITS = 3;
    /** For intervals: three digits would take ten times the room, and one percent is nothing beside what differs. */
    static final int COARSE_DIGITS = 2;
    private static final double NANOS_PER_MICRO = 1e3;

    private Histograms() {}

    /**
     * Makes an empty one.
     *
     * @return of nanoseconds
     */
    public static Histogram empty() {
        return new Histogram(LOWEST_NANOS, HIGHEST_NANOS, DIGITS);
    }

    static Histogram coarse() {
        return new Histogram(LOWEST_NANOS, HIGHEST_NANOS, COARSE_DIGITS);
    }

    /**
     * Gives a percentile.
     *
     * @param nanos   times
     * @param percent 0 to 100
     * @return in µs; NaN when there are no times
     */
    public static double micros(Histogram nanos, double percent) {
        if (nanos.getTotalCount() == 0) {
            return Double.NaN;
        }
        long value = percent >= 100 ? nanos.getMaxValue() : nanos.getValueAtPercentile(percent);
        return value / NANOS_PER_MICRO;
    }

    /**
     * Writes one.
     *
     * @param histogram any
     * @return text that {@link #decode} reads
     */
    public static String encode(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    /**
     * Reads one.
     *
     * @param text as {@link #encode} writes it
     * @return the histogram
     * @throws IllegalArgumentException when it is not such a text
     */
    public static Histogram decode(String text) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
        } catch (DataFormatException | RuntimeException e) {
            String shown = text.length() > 20 ? text.substring(0, 20) + "..." : text;
            throw new IllegalArgumentException("histogram: '" + shown
                    + "' (expected: HdrHistogram's compressed encoding in Base64)", e);
        }
    }
}
