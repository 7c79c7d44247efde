package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.peer.DeviceIdentity;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A device that this node holds. Identity and path never change; a device that moves is a new object in the table.
 */
final class Device {
    /** The route has not been claimed, or the claim failed and is to be made again. */
    static final long UNCLAIMED = 0;

    /** The claim is under way. */
    private static final long CLAIMING = -1;

    /** The device is not held any more; a claim that ends now is to be released at once. */
    private static final long RELEASED = -2;

    private final DeviceIdentity identity;
    private final DevicePath path;
    private final AtomicLong fence = new AtomicLong(UNCLAIMED);
    private volatile long lastHeard;

    /** What the store gave last, also while the route is claimed again; 0 before the first claim. */
    private volatile long claimed;

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

    /** Notes a heartbeat; answers how long the one before was ago, in nanoseconds. */
    long heard(long now) {
        long before = lastHeard;
        lastHeard = now;
        return now - before;
    }

    /** Monotonic time, in nanoseconds, of the last heartbeat that was accepted. */
    long lastHeard() {
        return lastHeard;
    }

    boolean beginClaim() {
        return fence.compareAndSet(UNCLAIMED, CLAIMING);
    }

    /** The route is to be claimed again, as it may be another node's meanwhile. */
    void unclaim() {
        fence.updateAndGet(state -> state > 0 ? UNCLAIMED : state);
    }

    /** Ends the claim with its fence, or {@link #UNCLAIMED} when it failed; false when the device was released. */
    boolean endClaim(long given) {
        if (given > 0) {
            claimed = given;
        }
        return fence.compareAndSet(CLAIMING, given);
    }

    /** Whether the route was claimed here, but not since the claim of {@code other}. */
    boolean claimedBefore(long other) {
        long state = fence.get();
        return state > 0 && state < other;
    }

    /** The fence of the last claim; 0 when there is none. */
    long fence() {
        return claimed;
    }

    /** Makes further claims impossible; gives out the fence of the last, which is to be released, if there is one. */
    OptionalLong release() {
        long state = fence.getAndSet(RELEASED);
        return state != RELEASED && claimed > 0 ? OptionalLong.of(claimed) : OptionalLong.empty();
    }

    /** Whether the device is to be taken for offline at {@code now}: a connection has ended, or no heartbeat came. */
    boolean isGone(long now, long timeoutNanos) {
        return path.transport() == Transport.UDP ? now - lastHeard >= timeoutNanos : !path.isOpen();
    }
}
