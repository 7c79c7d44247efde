package io.fairlead.cluster.peer;

import java.util.List;
import java.util.Objects;

/**
 * Some of the devices that are stored.
 *
 * @param devices in the order in which the store gives them out
 * @param next    where the next page begins, to be given back as it is; empty when there is none
 */
public record IdentityPage(List<IdentityList.Stored> devices, String next) {
    /**
     * Copies the list.
     *
     * @throws NullPointerException when a part is missing
     */
    public IdentityPage {
        devices = List.copyOf(devices);
        Objects.requireNonNull(next, "next");
    }
}
