package io.fairlead.load.traffic;

import java.util.SplittableRandom;

/**
 * When something happens in a session: stretches and pauses in turn, beginning with a stretch. Both sides walk along
 * copies of the same.
 */
final class Activity {
    private final Distribution active;
    private final Distribution pause;
    private final SplittableRandom random;
    private long from;
    private long to;

    Activity(Profile profile, SplittableRandom random) {
        this.active = profile.active();
        this.pause = profile.pause();
        this.random = random;
        this.to = Seeds.nanos(active.draw(random));
    }

    /** Where the stretch begins. */
    long from() {
        return from;
    }

    /** Where the stretch ends, exclusive. */
    long to() {
        return to;
    }

    /** Goes on to the next stretch. */
    void advance() {
        from = to + Seeds.nanos(pause.draw(random));
        to = from + Seeds.nanos(active.draw(random));
    }

    /**
     * Carries a moment on by active time alone.
     *
     * @param at    in the stretch
     * @param nanos of active time
     * @return the moment, in this stretch or a later one, to which this has gone on
     */
    long after(long at, long nanos) {
        long moment = at + nanos;
        while (moment >= to) {
            long over = moment - to;
            advance();
            moment = from + over;
        }
        return moment;
    }
}
