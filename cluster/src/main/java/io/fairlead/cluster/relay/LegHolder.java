package io.fairlead.cluster.relay;

import java.util.Objects;

/**
 * A relay node as others find it.
 *
 * @param nodeId  names it; unique among all relays that ever ran
 * @param address {@code host:port} where other relays reach it; empty when they can't
 */
public record LegHolder(String nodeId, String address) {
    /**
     * Checks that no part is missing.
     *
     * @throws NullPointerException when one is
     */
    public LegHolder {
        Objects.requireNonNull(nodeId, "nodeId");
        Objects.requireNonNull(address, "address");
    }
}
