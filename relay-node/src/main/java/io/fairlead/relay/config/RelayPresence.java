package io.fairlead.relay.config;

import java.util.Objects;

/**
 * What a relay tells rendezvous nodes of itself, besides what changes while it runs.
 *
 * @param address {@code host[:port]} by which clients reach this very relay; empty when they reach it by a name that it
 *                shares with others
 * @param region  where it is; empty when nobody said so
 * @param version of the program
 */
public record RelayPresence(String address, String region, String version) {
    /** Of a relay that nobody is told of. */
    public static final RelayPresence NONE = new RelayPresence("", "", "");

    /**
     * Checks that no part is missing.
     *
     * @throws NullPointerException when one is
     */
    public RelayPresence {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(version, "version");
    }
}
