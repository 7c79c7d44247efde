package io.fairlead.load.fleet;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names sessions as clients do, by UUIDs, so that whoever learns the name knows the number: what a session carries is
 * drawn by that. Safe for use by several threads.
 */
public final class SessionNames {
    private static final int PROCESS_SHIFT = 40;
    private static final long VERSION = 4L << 12;
    private static final long VERSION_BITS = 0xFL << 12;
    private static final long VARIANT = 1L << 63;

    private final long run;
    private final long first;
    private final AtomicLong next = new AtomicLong();

    /**
     * Names sessions of one process.
     *
     * @param run     of no other run of the same server
     * @param process number of this generator process
     */
    public SessionNames(long run, int process) {
        this.run = (run & ~VERSION_BITS) | VERSION;
        this.first = (long) process << PROCESS_SHIFT;
    }

    /**
     * Gives the next name.
     *
     * @return a UUID as text
     */
    public String next() {
        return new UUID(run, VARIANT | first + next.getAndIncrement()).toString();
    }

    /**
     * Gives a session's number.
     *
     * @param uuid as text
     * @return its number, different from that of each other session of the run; empty when it is none of this run's
     */
    public Optional<Long> number(String uuid) {
        try {
            UUID name = UUID.fromString(uuid);
            return name.getMostSignificantBits() == run
                    ? Optional.of(name.getLeastSignificantBits() & ~VARIANT)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
