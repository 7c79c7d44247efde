package io.fairlead.load.stream;

import java.time.Duration;

/**
 * How sessions are carried.
 *
 * @param threads        that carry them, 1 or more
 * @param spins          whether threads ask their sockets again and again, which times to microseconds but takes a core
 *                       each; else they wait, up to a millisecond
 * @param checkedShare   of sessions whose every byte is compared, 0..1; of the others all are counted
 * @param reportedEach   one message in so many is told to {@link StreamEvents#delivered}, 1 or more
 * @param pairing        the legs of a session have so long to hear from each other
 * @param stall          nothing has to have come for so long to be a stall
 * @param end            nothing has to have moved for so long to end a session that has something to move
 */
public record StreamSettings(int threads, boolean spins, double checkedShare, int reportedEach, Duration pairing,
        Duration stall, Duration end) {
    private static final double CHECKED = 0.05;

    /** Checks the numbers. */
    public StreamSettings {
        if (threads < 1 || reportedEach < 1 || !(checkedShare >= 0 && checkedShare <= 1)) {
            throw new IllegalArgumentException("threads " + threads + ", reported each " + reportedEach
                    + ", checked share " + checkedShare + " (expected: 1 or more, 1 or more, 0..1)");
        }
    }

    /**
     * What suits most loads.
     *
     * @return one thread that waits, 5 % of sessions compared, all messages told, patience of 30 s, 10 s and 60 s
     */
    public static StreamSettings usual() {
        return new StreamSettings(1, false, CHECKED, 1, Duration.ofSeconds(30), Duration.ofSeconds(10),
                Duration.ofSeconds(60));
    }

    /**
     * The same with other threads.
     *
     * @param count     1 or more
     * @param spinning  as {@link #spins}
     * @return the settings
     */
    public StreamSettings withThreads(int count, boolean spinning) {
        return new StreamSettings(count, spinning, checkedShare, reportedEach, pairing, stall, end);
    }

    /**
     * The same with another sample.
     *
     * @param share of sessions whose every byte is compared, 0..1
     * @param each  one message in so many is told
     * @return the settings
     */
    public StreamSettings withSample(double share, int each) {
        return new StreamSettings(threads, spins, share, each, pairing, stall, end);
    }

    /**
     * The same with other patience.
     *
     * @param forPairing as {@link #pairing}
     * @param forStall   as {@link #stall}
     * @param forEnd     as {@link #end}
     * @return the settings
     */
    public StreamSettings withPatience(Duration forPairing, Duration forStall, Duration forEnd) {
        return new StreamSettings(threads, spins, checkedShare, reportedEach, forPairing, forStall, forEnd);
    }
}
