package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.peer.Route;

/**
 * A device that this node holds, as it was when it was looked up. Identity and path never change; a device that moves
 * is another one in the table, with another stamp.
 *
 * @param who       who it is
 * @param path      the way to it
 * @param lastHeard monotonic time, in nanoseconds, of the last heartbeat that was accepted
 * @param fence     what the store gave last, also while the route is claimed again; 0 before the first claim
 * @param stamp     tells it from the one that was held of the same id before
 */
record Device(HeldIdentity who, DevicePath path, long lastHeard, long fence, int stamp) {
    String id() {
        return who.id();
    }

    /** Whether the device is to be taken for offline at {@code now}: a connection has ended, or no heartbeat came. */
    boolean isGone(long now, long timeoutNanos) {
        return path.transport() == Transport.UDP ? now - lastHeard >= timeoutNanos : !path.isOpen();
    }

    /** Its route, when a node of that id holds it. */
    Route route(String nodeId) {
        return new Route(nodeId, path.transport(), path.observed(), fence);
    }
}
