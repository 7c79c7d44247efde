package io.fairlead.cluster.membership;

import java.util.function.Consumer;

/**
 * Another member, and the way to its courier.
 *
 * @param nodeId    as in routes
 * @param reachable whether it is worth trying
 * @param courier   sends without waiting; what cannot be sent is lost
 */
record Peer(String nodeId, boolean reachable, Consumer<CourierMessage> courier) {}
