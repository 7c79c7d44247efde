package io.fairlead.cluster.relay;

/**
 * A relay that sessions can be sent to.
 *
 * @param id      names it for as long as it lives
 * @param address {@code host[:port]} as clients are given it, as the operator wrote it; port 21117 when absent
 * @param alive   false when it was not reachable at the last look
 */
public record RelayNode(String id, String address, boolean alive) {}
