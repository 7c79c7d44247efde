package io.fairlead.rendezvous.datagram;

import java.util.concurrent.TimeUnit;

/**
 * Decides whether it pays to wait for more datagrams: waking a thread costs more than answering a heartbeat, so when
 * many come they are taken together. Where few come, none waits. Used by one thread.
 */
final class Pace {
    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** 2,000 a second: two for each of the waits, which are 1 ms long. */
    private static final int LEAST = 100;

    private long began;
    private int received;
    private boolean busy;

    Pace(long now) {
        this.began = now;
    }

    /** Datagrams have been received; says whether so many come that one may wait. */
    boolean isBusy(long now, int more) {
        received += more;
        if (now - began >= WINDOW_NANOS) {
            busy = received >= LEAST && now - began < 2 * WINDOW_NANOS;
            began = now;
            received = 0;
        }
        return busy;
    }
}
