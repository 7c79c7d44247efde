package io.fairlead.load.capacity;

/**
 * What clients want of servers.
 *
 * @param devices       that are registered, at least 0
 * @param heartbeat     seconds between two heartbeats of a device: 15 of current clients, 12 of older ones
 * @param registrations keys that are confirmed, per second: devices that start, or get another address
 * @param introductions per second
 * @param sessions      through relays, at once
 * @param minutes       that a session lasts
 * @param megabits      that a session carries on average, of both directions
 */
public record Demand(double devices, double heartbeat, double registrations, double introductions, double sessions,
        double minutes, double megabits) {
    private static final double SECONDS = 60;
    private static final double MEGABITS_IN_MEGABYTE = 8;

    /** Checks the numbers. */
    public Demand {
        require("devices", devices, 0);
        require("heartbeat", heartbeat, 1);
        require("registrations", registrations, 0);
        require("introductions", introductions, 0);
        require("sessions", sessions, 0);
        require("minutes", minutes, 0.01);
        require("megabits", megabits, 0);
    }

    private static void require(String name, double value, double least) {
        if (!(value >= least && value <= Integer.MAX_VALUE)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: at least " + least + ")");
        }
    }

    /** So many heartbeats per second. */
    double heartbeats() {
        return devices / heartbeat;
    }

    /** So many sessions begin per second. */
    double starts() {
        return sessions / (minutes * SECONDS);
    }

    /** So many million bytes per second. */
    double megabytes() {
        return sessions * megabits / MEGABITS_IN_MEGABYTE;
    }
}
