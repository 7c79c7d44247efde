package io.fairlead.rendezvous.connect;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.peer.Located;
import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.net.LogText;
import io.fairlead.rendezvous.network.Side;
import io.fairlead.rendezvous.registration.HeldDevices;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** Explains introductions on a running node, as networks, relays and devices are now. Safe for use by any thread. */
public final class Explainer {
    private final ConnectPlanner planner;
    private final AddressSelection addresses;
    private final RelaySelector relays;
    private final HeldDevices devices;
    private final PeerRegistry registry;
    private final BooleanSupplier alwaysRelay;

    /**
     * Explains what a node would do.
     *
     * @param planner     decides
     * @param addresses   renders
     * @param relays      chooses
     * @param devices     that this node holds
     * @param registry    where the others are
     * @param alwaysRelay whether every session is to be relayed, as it is now
     */
    public Explainer(
            ConnectPlanner planner,
            AddressSelection addresses,
            RelaySelector relays,
            HeldDevices devices,
            PeerRegistry registry,
            BooleanSupplier alwaysRelay) {
        this.planner = planner;
        this.addresses = addresses;
        this.relays = relays;
        this.devices = devices;
        this.registry = registry;
        this.alwaysRelay = alwaysRelay;
    }

    /**
     * Explains how two sides would meet.
     *
     * @param requester an IP address, or the id of a device that is online at any node
     * @param device    the same
     * @return lines of text; one that says what is wrong when a side is neither; does not fail
     */
    public CompletionStage<String> explain(String requester, String device) {
        return side(requester, Transport.TCP).thenCombine(side(device, Transport.UDP), (one, other) -> {
            if (one.isEmpty() || other.isEmpty()) {
                return LogText.printable(one.isEmpty() ? requester : device)
                        + " (expected: an IP address, or the id of a device that is online)\n";
            }
            IntroductionFacts facts = new IntroductionFacts(
                    one.get(), other.get(), NatType.ASYMMETRIC, false, alwaysRelay.getAsBoolean());
            return Explanation.of(planner, addresses, facts, relays.select()).text();
        });
    }

    private CompletionStage<Optional<Side>> side(String text, Transport transport) {
        try {
            // An id may be all digits, which would be an address too.
            if (text.indexOf('.') >= 0 || text.indexOf(':') >= 0) {
                return CompletableFuture.completedStage(
                        Optional.of(addresses.side(InetAddress.ofLiteral(text), transport)));
            }
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        Optional<Side> here = devices.locate(text).flatMap(this::side);
        return here.isPresent()
                ? CompletableFuture.completedStage(here)
                : registry.locate(text).thenApply(located -> switch (located) {
                    case Located.Known known -> side(known);
                    case Located.Unknown _,Located.Unavailable _ -> Optional.empty();
                });
    }

    private Optional<Side> side(Located.Known device) {
        return device.route().map(route -> addresses.side(route.observed().getAddress(), route.transport()));
    }
}
