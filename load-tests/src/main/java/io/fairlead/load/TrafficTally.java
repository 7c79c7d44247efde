package io.fairlead.load;

import io.fairlead.load.stream.Corruption;
import io.fairlead.load.stream.SessionEnd;
import io.fairlead.load.stream.StreamEvents;
import io.fairlead.load.traffic.MessageKind;
import io.fairlead.load.traffic.Side;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts what streams tell. Any thread; one waits for another only where both tell at once. */
final class TrafficTally implements StreamEvents {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(5);
    private static final int DIGITS = 3;
    private static final double NANOS = 1e9;
    private static final double MICROS = 1000;
    private static final double MEGA = 1e6;

    private final Histogram delays = new Histogram(LONGEST, DIGITS);
    private final Histogram lateness = new Histogram(LONGEST, DIGITS);
    private final Map<SessionEnd.Reason, Integer> reasons = new EnumMap<>(SessionEnd.Reason.class);
    private Optional<String> firstWrong = Optional.empty();
    private long began = System.nanoTime();
    private long sent;
    private long received;
    private int started;
    private int stalls;

    /** Begins to count anew, but for sessions. */
    synchronized void clear() {
        delays.reset();
        lateness.reset();
        sent = 0;
        received = 0;
        began = System.nanoTime();
    }

    synchronized int sessionsStarted() {
        return started;
    }

    /** What has moved since {@link #clear}. */
    synchronized String traffic() {
        double seconds = (System.nanoTime() - began) / NANOS;
        return String.format(Locale.ROOT,
                "%.1f MB/s received, %.1f MB/s sent, %.0f messages/s, delay us p50 %.0f p99 %.0f p99.9 %.0f max %.0f,"
                        + " sent late us p50 %.0f p99 %.0f p99.9 %.0f",
                received / seconds / MEGA, sent / seconds / MEGA, delays.getTotalCount() / seconds,
                micros(delays, 50), micros(delays, 99), micros(delays, 99.9), micros(delays, 100),
                micros(lateness, 50), micros(lateness, 99), micros(lateness, 99.9));
    }

    synchronized double messages() {
        return delays.getTotalCount();
    }

    private static double micros(Histogram histogram, double percent) {
        return histogram.getValueAtPercentile(percent) / MICROS;
    }

    /** How sessions have ended. */
    synchronized String ends() {
        return started + " started, ended " + reasons + ", " + stalls + " stalls"
                + firstWrong.map(text -> ", first wrong: " + text).orElse("");
    }

    @Override
    public synchronized void started(long session, long setupNanos) {
        started++;
    }

    @Override
    public synchronized void ended(SessionEnd end) {
        reasons.merge(end.reason(), 1, Integer::sum);
        if (!end.isAsPlanned() && firstWrong.isEmpty()) {
            firstWrong = Optional.of(end.toString());
        }
    }

    @Override
    public synchronized void sent(int bytes) {
        sent += bytes;
    }

    @Override
    public synchronized void received(int bytes) {
        received += bytes;
    }

    @Override
    public synchronized void delivered(MessageKind kind, long intended, long arrived) {
        delays.recordValue(Math.clamp(arrived - intended, 0, LONGEST));
    }

    @Override
    public synchronized void late(long nanos) {
        lateness.recordValue(Math.clamp(nanos, 0, LONGEST));
    }

    @Override
    public void corrupt(Corruption corruption) {
        System.out.println(corruption);
    }

    @Override
    public synchronized void stalled(long session, Side reader, long nanos) {
        stalls++;
    }
}
