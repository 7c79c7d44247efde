package io.fairlead.rendezvous.config;

import java.util.List;

/**
 * What clients are told about where to go, protocol sections 6 and 7.
 *
 * @param serial            clients with a smaller one are sent the list; 0 = nobody is
 * @param rendezvousServers the list of rendezvous servers, {@code host[:port]} each
 * @param softwareUrl       where a newer client is to be had, ending in its version; empty = nobody is told
 */
public record ClientUpdate(int serial, List<String> rendezvousServers, String softwareUrl) {
    /** Nobody is told anything. */
    public static final ClientUpdate NONE = new ClientUpdate(0, List.of(), "");

    /**
     * Checks the serial and copies the list.
     *
     * @throws IllegalArgumentException when the serial is negative
     */
    public ClientUpdate {
        if (serial < 0) {
            throw new IllegalArgumentException("serial: " + serial + " (expected: at least 0)");
        }
        rendezvousServers = List.copyOf(rendezvousServers);
    }
}
