package io.fairlead.rendezvous.connect;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.peer.Located;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.net.LogText;
import io.fairlead.rendezvous.network.Side;
import io.fairlead.rendezvous.registration.HeldDevices;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Explains introductions on a running node, as networks, relays and devices are now. Safe for use by any thread. */
public final class Explainer {
    private final ConnectPlanner planner;
    private final AddressSelection addresses;
    private final RelaySelector relays;
    private final HeldDevices devices;
    private final BooleanSupplier alwaysRelay;

    /**
     * Explains what a node would do.
     *
     * @param planner     decides
     * @param addresses   renders
     * @param relays      chooses
     * @param devices     whose ids can be given
     * @param alwaysRelay whether every session is to be relayed, as it is now
     */
    public Explainer(
            ConnectPlanner planner,
            AddressSelection addresses,
            RelaySelector relays,
            HeldDevices devices,
            BooleanSupplier alwaysRelay) {
        this.planner = planner;
        this.addresses = addresses;
        this.relays = relays;
        this.devices = devices;
        this.alwaysRelay = alwaysRelay;
    }

    /**
     * Explains how two sides would meet.
     *
     * @param requester an IP address, or the id of a device that this node holds
     * @param device    the same
     * @return lines of text; one that says what is wrong when a side is neither
     */
    public String explain(String requester, String device) {
        Optional<Side> one = side(requester, Transport.TCP);
        Optional<Side> other = side(device, Transport.UDP);
        if (one.isEmpty() || other.isEmpty()) {
            return LogText.printable(one.isEmpty() ? requester : device)
                    + " (expected: an IP address, or the id of a device that is online at this node)\n";
        }
        IntroductionFacts facts = new IntroductionFacts(
                one.get(), other.get(), NatType.ASYMMETRIC, false, alwaysRelay.getAsBoolean());
        return Explanation.of(planner, addresses, facts, relays.select()).text();
    }

    private Optional<Side> side(String text, Transport transport) {
        try {
            // An id may be all digits, which would be an address too.
            if (text.indexOf('.') >= 0 || text.indexOf(':') >= 0) {
                return Optional.of(addresses.side(InetAddress.ofLiteral(text), transport));
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return devices.locate(text)
                .flatMap(Located.Known::route)
                .map(route -> addresses.side(route.observed().getAddress(), route.transport()));
    }
}
