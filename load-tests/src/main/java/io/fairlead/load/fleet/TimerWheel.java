package io.fairlead.load.fleet;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * One timer for each of very many, without an object for any. For use by one thread.
 *
 * <p>Timers lie in rings of slots of 10 ms. A timer that is set anew leaves its old place where it is when the new time
 * is later, and is looked at there once in vain.
 */
final class TimerWheel {
    private static final long SLOT_NANOS = 10_000_000;
    /** Twenty seconds; what is later goes round once more. */
    private static final int SLOTS = 2048;
    private static final int NONE = -1;

    private final long start;
    private final long[] due;
    private final int[] next;
    private final boolean[] placed;
    private final int[] heads = new int[SLOTS];
    private long slot;

    /**
     * Nobody's timer is set.
     *
     * @param timers so many, numbered from 0
     * @param start  the present, in nanoseconds of any monotonic clock
     */
    TimerWheel(int timers, long start) {
        this.start = start;
        this.due = new long[timers];
        this.next = new int[timers];
        this.placed = new boolean[timers];
        Arrays.fill(heads, NONE);
    }

    /** Sets a timer, or sets it anew: at most 20 s ahead of the clock is exact, later ones are too. */
    void set(int timer, long at) {
        boolean sooner = placed[timer] && at < due[timer];
        due[timer] = at;
        if (sooner) {
            remove(timer, at);
        }
        if (!placed[timer]) {
            place(timer);
        }
    }

    /** When a timer is due, or was. */
    long due(int timer) {
        return due[timer];
    }

    private void place(int timer) {
        // Never behind the hand: it would be missed for a whole turn.
        long at = Math.max(slot, Math.floorDiv(due[timer] - start, SLOT_NANOS));
        int index = (int) (Math.min(at, slot + SLOTS - 1) & SLOTS - 1);
        next[timer] = heads[index];
        heads[index] = timer;
        placed[timer] = true;
    }

    /** Rare: a timer that is to be earlier than it was. Its place is known only by looking. */
    private void remove(int timer, long at) {
        for (int i = 0; i < SLOTS; i++) {
            int index = (int) (slot + i & SLOTS - 1);
            int previous = NONE;
            for (int here = heads[index]; here != NONE; here = next[here]) {
                if (here == timer) {
                    if (previous == NONE) {
                        heads[index] = next[here];
                    } else {
                        next[previous] = next[here];
                    }
                    placed[timer] = false;
                    return;
                }
                previous = here;
            }
        }
        throw new IllegalStateException("timer " + timer + " for " + at + " is placed nowhere");
    }

    /** Tells which timers are due by now, each once. A timer may be set while it is told of. */
    void advance(long now, IntConsumer fired) {
        long last = Math.floorDiv(now - start, SLOT_NANOS);
        while (slot <= last) {
            int index = (int) (slot & SLOTS - 1);
            int timer = heads[index];
            heads[index] = NONE;
            // What is set from here on goes to later slots: this one has been emptied.
            slot++;
            while (timer != NONE) {
                int following = next[timer];
                placed[timer] = false;
                if (due[timer] - now <= 0) {
                    fired.accept(timer);
                } else {
                    place(timer);
                }
                timer = following;
            }
        }
    }
}
