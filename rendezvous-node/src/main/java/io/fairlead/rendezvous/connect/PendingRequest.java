package io.fairlead.rendezvous.connect;

import io.fairlead.cluster.peer.DeviceIdentity;

/**
 * What a requester waits for.
 *
 * @param kind    what it asked
 * @param device  the device that was asked; only its answer counts
 * @param plan    the plan's name, for the log
 * @param reason  why a relay, for the log; empty when none
 * @param relay   the relay for a requester outside, should the device name the local one
 * @param started monotonic time of the first request, in nanoseconds
 */
record PendingRequest(
        Kind kind, DeviceIdentity device, String plan, String reason, String relay, long started) {

    enum Kind {
        PUNCH_HOLE, REQUEST_RELAY
    }
}
