package io.fairlead.rendezvous.registration;

import java.time.Duration;
import java.util.Optional;

/**
 * When this process stood still: frozen, swapped out, or on a virtual machine that was moved. The kernel has kept
 * datagrams meanwhile, of devices that have been heard elsewhere since. Times are monotonic nanoseconds. One thread
 * tells it of time, any may ask.
 */
final class Standstills {
    /** When nothing was told for so long, this process stood still. */
    private static final long STOOD_STILL_NANOS = Duration.ofSeconds(3).toNanos();

    /** So long after it went on a datagram may still be one of those. */
    private static final long CATCHING_UP_NANOS = Duration.ofSeconds(1).toNanos();

    /** When this process certainly ran. */
    private volatile long ran;

    private volatile Optional<Pause> pause = Optional.empty();

    /**
     * The last time: {@code began} is the last moment before it that is certain, {@code ended} the first after it.
     */
    private record Pause(long began, long ended) {}

    Standstills(long now) {
        this.ran = now;
    }

    /** This process runs; to be called about once a second. */
    void ran(long now) {
        if (now - ran > STOOD_STILL_NANOS) {
            pause = Optional.of(new Pause(ran, now));
        }
        ran = now;
    }

    /**
     * The moment that a datagram which was received at {@code heard} was sent at the earliest. One that waited while
     * this process stood still must not take a device from the node that has heard it since.
     */
    long sent(long heard) {
        if (heard - ran > STOOD_STILL_NANOS) {
            return ran;
        }
        return pause.filter(last -> heard - last.began() > 0 && heard - last.ended() < CATCHING_UP_NANOS)
                .map(Pause::began)
                .orElse(heard);
    }
}
