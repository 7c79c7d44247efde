package io.fairlead.relay.leg;

import java.net.InetSocketAddress;

/**
 * A session, for log, metric and audit. Its uuid is not here: who knows it can take a side's place.
 *
 * @param number        counts the node's sessions
 * @param first         the side that came first
 * @param second        the side that came second
 * @param kinds         how both are connected, first then second
 * @param bytesToSecond forwarded from first to second
 * @param bytesToFirst  forwarded from second to first
 * @param durationNanos since it began
 * @param reason        why it ended; {@link EndReason#CLOSED} while it runs
 */
public record SessionSummary(
        long number,
        InetSocketAddress first,
        InetSocketAddress second,
        String kinds,
        long bytesToSecond,
        long bytesToFirst,
        long durationNanos,
        EndReason reason) {}
