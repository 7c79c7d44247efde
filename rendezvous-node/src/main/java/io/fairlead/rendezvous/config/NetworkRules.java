package io.fairlead.rendezvous.config;

import io.fairlead.rendezvous.network.RelayViews;
import io.fairlead.rendezvous.network.SiteRule;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What an operator says of the places of clients and relays.
 *
 * @param views             the networks and how relays are called, as they are now; asked for each message, by any
 *                          thread
 * @param site              who is near whom
 * @param masqueradeDevices so many devices at one private address are behind a masquerading gateway; 0 = no number is
 */
public record NetworkRules(Supplier<RelayViews> views, SiteRule site, int masqueradeDevices) {
    /**
     * Checks the parts.
     *
     * @throws NullPointerException     when one is missing
     * @throws IllegalArgumentException when the number is negative
     */
    public NetworkRules {
        Objects.requireNonNull(views, "views");
        Objects.requireNonNull(site, "site");
        if (masqueradeDevices < 0) {
            throw new IllegalArgumentException(
                    "masquerade-devices: " + masqueradeDevices + " (expected: at least 0)");
        }
    }
}
