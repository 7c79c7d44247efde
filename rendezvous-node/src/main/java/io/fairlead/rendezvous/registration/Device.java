package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.peer.DeviceIdentity;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A device that this node holds. Identity and path never change; a device that moves is a new object in the table.
 */
final class Device {
    /** The route has not been claimed, or the claim failed and is to be made again. */
    static final long UNCLAIMED = 0;

    /** The claim is under way. */
    static final long CLAIMING = -1;

    private final DeviceIdentity identity;
    private final DevicePath path;
    private final AtomicLong fence = new AtomicLong(UNCLAIMED);
    private volatile long lastHeard;

    Device(DeviceIdentity identity, DevicePath path, long now) {
        this.identity = identity;
        this.path = path;
        this.lastHeard = now;
    }

    DeviceIdentity identity() {
        return identity;
    }

    DevicePath path() {
        return path;
    }

    void heard(long now) {
        lastHeard = now;
    }

    /** Monotonic time, in nanoseconds, of the last heartbeat that was accepted. */
    long lastHeard() {
        return lastHeard;
    }

    boolean beginClaim() {
        return fence.compareAndSet(UNCLAIMED, CLAIMING);
    }

    void endClaim(long claimed) {
        fence.set(claimed);
    }

    long fence() {
        return fence.get();
    }
}
