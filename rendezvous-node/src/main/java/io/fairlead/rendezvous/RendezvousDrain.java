package io.fairlead.rendezvous;

import io.fairlead.rendezvous.registration.HeldDevices;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets the devices of a node go to others before it stops. Those on UDP leave by themselves, as their heartbeats arrive
 * elsewhere once nobody sends them here; connections are ended a few at a time, so that their devices do not all come
 * back at once.
 */
final class RendezvousDrain {
    private static final long STEPS = 20;
    private static final long SHORTEST_STEP_MILLIS = 20;
    private static final long LONGEST_STEP_MILLIS = 1000;

    private final HeldDevices devices;
    private final ScheduledExecutorService timer;
    private final Duration deadline;

    RendezvousDrain(HeldDevices devices, ScheduledExecutorService timer, Duration deadline) {
        this.devices = devices;
        this.timer = timer;
        this.deadline = deadline;
    }

    /** Returns when no device is left, or at the deadline; says whether none is. */
    boolean await() throws InterruptedException {
        long stepMillis = Math.clamp(deadline.toMillis() / STEPS, SHORTEST_STEP_MILLIS, LONGEST_STEP_MILLIS);
        // The last fifth is for devices that come back to this node all the same.
        AtomicInteger steps = new AtomicInteger((int) (deadline.toMillis() * 4 / 5 / stepMillis));
        CountDownLatch empty = new CountDownLatch(1);
        ScheduledFuture<?> step = timer.scheduleWithFixedDelay(
                () -> {
                    devices.disconnect(Math.max(1, steps.getAndDecrement()));
                    if (devices.count() == 0) {
                        empty.countDown();
                    }
                },
                0,
                stepMillis,
                TimeUnit.MILLISECONDS);
        try {
            return empty.await(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            step.cancel(false);
        }
    }
}
