package io.fairlead.relay.leg;

import java.net.InetSocketAddress;

/**
 * A leg, for log, metric and audit.
 *
 * @param from     where it came from
 * @param kind     how it is connected
 * @param deviceId the device that it named in its request; empty when none, as most devices do
 */
public record LegSummary(InetSocketAddress from, LegKind kind, String deviceId) {}
