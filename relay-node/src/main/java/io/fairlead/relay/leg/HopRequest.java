package io.fairlead.relay.leg;

/**
 * What a relay tells the holder of a session's first leg about the second.
 *
 * @param uuid   the session
 * @param client the second leg, as its client is connected
 */
public record HopRequest(String uuid, LegSummary client) {}
