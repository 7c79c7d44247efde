package io.fairlead.load.capacity;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What servers have work with, as runs record it. */
public enum Cause {
    /** That a process is there at all; counted for each. */
    SECOND("", 1e3, "ms"),
    /** A device's datagram that keeps its registration alive. */
    HEARTBEAT("devices.heartbeats", 1e6, "µs"),
    /** A device's key that is confirmed. */
    REGISTRATION("devices.registrations", 1e6, "µs"),
    /** An introduction that is asked for, with the answer of the device and all that follows. */
    INTRODUCTION("introductions.asked", 1e6, "µs"),
    /** A session through a relay: its two legs come and go. */
    SESSION("sessions.started", 1e6, "µs"),
    /** A million bytes of sessions. */
    MEGABYTE("traffic.received", 1e6, "µs");

    private static final double MILLION = 1e6;
    private static final Set<Cause> OF_RELAYS = EnumSet.of(SECOND, SESSION, MEGABYTE);
    private static final Set<Cause> OF_OTHERS = EnumSet.of(SECOND, HEARTBEAT, REGISTRATION, INTRODUCTION);

    private final String series;
    private final double factor;
    private final String unit;

    Cause(String series, double factor, String unit) {
        this.series = series;
        this.factor = factor;
        this.unit = unit;
    }

    /** What servers of a role can have work with; all of it where one process has several roles. */
    static Set<Cause> of(String role) {
        return switch (role) {
            case "relay", "hbbr" -> OF_RELAYS;
            case "rendezvous", "redis", "hbbs" -> OF_OTHERS;
            default -> EnumSet.allOf(Cause.class);
        };
    }

    /** The count that tells of it; empty = time itself. */
    String series() {
        return series;
    }

    /** So many it is, of what the count has. */
    double amount(double counted) {
        return this == MEGABYTE ? counted / MILLION : counted;
    }

    /**
     * Writes its name.
     *
     * @return for people
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Writes what one of it costs.
     *
     * @param seconds of processor time
     * @return with a unit
     */
    public String cost(double seconds) {
        return Double.isNaN(seconds) ? "?" : String.format(Locale.ROOT, "%.2f %s", seconds * factor, unit);
    }
}
