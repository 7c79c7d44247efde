package io.fairlead.rendezvous.registration;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Shows the devices of a table one after the other, and keeps copies of a small share of them only. For any thread. */
final class DeviceCursor {
    private final DeviceStripe[] stripes;
    private final Deque<Device> copied = new ArrayDeque<>();
    private int next;

    DeviceCursor(DeviceStripe[] stripes) {
        this.stripes = stripes.clone();
    }

    /** The next device; empty when all have been shown. */
    synchronized Optional<Device> next() {
        while (copied.isEmpty() && next < stripes.length) {
            stripes[next].copyTo(copied);
            next++;
        }
        return Optional.ofNullable(copied.poll());
    }
}
