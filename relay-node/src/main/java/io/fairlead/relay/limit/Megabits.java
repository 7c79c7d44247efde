package io.fairlead.relay.limit;

/** Between the unit of options and that of buckets. */
final class Megabits {
    private static final double BYTES_PER_MEGABIT = 1_000_000 / 8.0;

    private Megabits() {}

    static double toBytes(double megabits) {
        return megabits * BYTES_PER_MEGABIT;
    }
}
