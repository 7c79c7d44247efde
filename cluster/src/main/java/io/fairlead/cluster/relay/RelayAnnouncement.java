package io.fairlead.cluster.relay;

import java.util.Objects;

/**
 * What a relay tells of itself.
 *
 * @param nodeId   names it; unique among all relays that ever ran
 * @param address  {@code host[:port]} by which clients reach this very relay; empty when they reach it by a name that
 *                 it shares with others
 * @param region   where it is; empty when nobody said so
 * @param load     from 0 (idle) to 1 (full); above 1 when it carries more than it is meant to
 * @param sessions sessions that run on it, 0 or more
 * @param draining whether it takes no new sessions
 * @param version  of the program
 */
public record RelayAnnouncement(
        String nodeId, String address, String region, double load, int sessions, boolean draining, String version) {
    /**
     * Checks the parts.
     *
     * @throws NullPointerException     when one is missing
     * @throws IllegalArgumentException when a number is out of range
     */
    public RelayAnnouncement {
        Objects.requireNonNull(nodeId, "nodeId");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(version, "version");
        if (!(load >= 0)) {
            throw new IllegalArgumentException("load: " + load + " (expected: at least 0)");
        }
        if (sessions < 0) {
            throw new IllegalArgumentException("sessions: " + sessions + " (expected: at least 0)");
        }
    }
}
