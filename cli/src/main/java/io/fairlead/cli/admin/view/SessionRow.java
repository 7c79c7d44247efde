package io.fairlead.cli.admin.view;

/**
 * A session that runs on a relay.
 *
 * @param node the relay that counts it
 * @param number of the session at that relay
 * @param device that a side named; empty when neither did
 * @param first where the side is that came first
 * @param second where the other one is
 * @param kinds how both are connected, first-second
 * @param path that the last bytes took
 * @param bytesToFirst carried from second to first
 * @param bytesToSecond carried from first to second
 * @param seconds since it began
 * @param rateKbps of the last second
 * @param averageKbps since it began
 * @param highestKbps of the fastest second
 */
public record SessionRow(
        String node,
        long number,
        String device,
        String first,
        String second,
        String kinds,
        String path,
        long bytesToFirst,
        long bytesToSecond,
        long seconds,
        long rateKbps,
        long averageKbps,
        long highestKbps) {}
