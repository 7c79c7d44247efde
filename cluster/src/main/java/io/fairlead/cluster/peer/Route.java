package io.fairlead.cluster.peer;

import io.fairlead.cluster.Transport;
import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * Which node holds a device, and the address that it sees the device at.
 *
 * @param nodeId    the rendezvous node
 * @param transport how the device is connected to it
 * @param observed  the device's address as that node sees it
 * @param fence     grows with each claim of the device's route; an older holder cannot release a newer one's
 */
public record Route(String nodeId, Transport transport, InetSocketAddress observed, long fence) {
    /**
     * Checks that no part is missing.
     *
     * @throws NullPointerException when one is
     */
    public Route {
        Objects.requireNonNull(nodeId, "nodeId");
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(observed, "observed");
    }
}
