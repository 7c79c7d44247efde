package io.fairlead.rendezvous.connect;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.peer.Located;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.net.LogText;
import io.fairlead.rendezvous.network.Side;
import io.fairlead.rendezvous.registration.DeviceLookup;
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
    private final DeviceLookup lookup;
    private final BooleanSupplier alwaysRelay;

    /**
     * Explains what a node would do.
     *
     * @param planner     decides
     * @param addresses   renders
     * @param relays      chooses
     * @param lookup      finds devices by their ids
     * @param alwaysRelay whether every session is to be relayed, as it is now
     */
    public Explainer(
            ConnectPlanner planner,
            AddressSelection addresses,
            RelaySelector relays,
            DeviceLookup lookup,
            BooleanSupplier alwaysRelay) {
        this.planner = planner;
        this.addresses = addresses;
        this.relays = relays;
        this.lookup = lookup;
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
        return explain(new Question(requester, device, false, false, false)).thenApply(answer -> switch (answer) {
            case Answer.Explained explained -> explained.explanation().text();
            case Answer.NoSuchSide none -> LogText.printable(none.text())
                    + " (expected: an IP address, or the id of a device that is online)\n";
        });
    }

    /**
     * What is to be explained.
     *
     * @param requester  an IP address, or the id of a device that is online at any node
     * @param device     the same
     * @param webSocket  whether the requester is on WebSocket
     * @param forceRelay whether the requester wants a relay
     * @param symmetric  whether the requester's NAT is symmetric
     */
    public record Question(
            String requester, String device, boolean webSocket, boolean forceRelay, boolean symmetric) {}

    /** What became of a question. */
    public sealed interface Answer {
        /**
         * Both sides were found.
         *
         * @param explanation how they would meet
         */
        record Explained(Explanation explanation) implements Answer {}

        /**
         * A side was not found.
         *
         * @param text that was to name it
         */
        record NoSuchSide(String text) implements Answer {}
    }

    /**
     * Explains how two sides would meet, in parts.
     *
     * @param question who and how
     * @return the answer; does not fail
     */
    public CompletionStage<Answer> explain(Question question) {
        Transport transport = question.webSocket() ? Transport.WEBSOCKET : Transport.TCP;
        return side(question.requester(), transport).thenCombine(side(question.device(), Transport.UDP),
                (requester, device) -> {
                    if (requester.isEmpty() || device.isEmpty()) {
                        return new Answer.NoSuchSide(requester.isEmpty() ? question.requester() : question.device());
                    }
                    IntroductionFacts facts = new IntroductionFacts(
                            requester.get(),
                            device.get(),
                            question.symmetric() ? NatType.SYMMETRIC : NatType.ASYMMETRIC,
                            question.forceRelay(),
                            alwaysRelay.getAsBoolean());
                    return new Answer.Explained(Explanation.of(planner, addresses, facts, relays.select()));
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
        return lookup.locate(text).thenApply(located -> switch (located) {
            case Located.Known known -> side(known);
            case Located.Unknown _,Located.Unavailable _ -> Optional.empty();
        });
    }

    private Optional<Side> side(Located.Known device) {
        return device.route().map(route -> addresses.side(route.observed().getAddress(), route.transport()));
    }
}
