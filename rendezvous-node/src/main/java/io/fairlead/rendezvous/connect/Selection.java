package io.fairlead.rendezvous.connect;

import io.fairlead.cluster.relay.RelayNode;
import io.fairlead.rendezvous.network.Side;

/**
 * What address selection made of an introduction, for log, metric and audit.
 *
 * @param requesterNetwork  the requester's network; empty when nothing was selected
 * @param deviceNetwork     the device's
 * @param sameSite          whether they are at one site and why: a verdict's label
 * @param relay             the relay's id; {@code unknown} when a client named one that is not ours
 * @param relayForDevice    its address as the device was told
 * @param relayForRequester its address as the requester was told; empty until it was
 */
public record Selection(
        String requesterNetwork,
        String deviceNetwork,
        String sameSite,
        String relay,
        String relayForDevice,
        String relayForRequester) {
    /** Nothing was selected. */
    public static final Selection NONE = new Selection("", "", "", "", "", "");

    static Selection of(Side requester, Side device, String sameSite, RelayNode relay, String relayForDevice) {
        return new Selection(
                requester.network().name(), device.network().name(), sameSite, relay.id(), relayForDevice, "");
    }

    Selection toldRequester(String address) {
        return address.isEmpty()
                ? this
                : new Selection(requesterNetwork, deviceNetwork, sameSite, relay, relayForDevice, address);
    }
}
