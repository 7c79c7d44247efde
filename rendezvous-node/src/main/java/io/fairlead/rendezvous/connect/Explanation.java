package io.fairlead.rendezvous.connect;

import io.fairlead.cluster.relay.RelayNode;
import io.fairlead.rendezvous.network.Network;
import io.fairlead.rendezvous.network.Side;

/**
 * What would become of an introduction, and why, for an operator to read. Made of the same decisions as a real one.
 *
 * @param requester         who asks
 * @param device            who is asked for
 * @param plan              how they are to meet, with the relay as the device is told it
 * @param relay             the relay that they are sent to
 * @param relayForRequester its address as the requester is told it
 */
public record Explanation(Side requester, Side device, Plan plan, RelayNode relay, String relayForRequester) {
    private static final String BY_ITSELF = "nothing: it takes the relay beside its ID server";

    /**
     * Explains.
     *
     * @param planner   decides
     * @param addresses renders
     * @param facts     what the introduction depends on
     * @param relay     the relay chosen
     * @return what a real introduction would come to
     */
    public static Explanation of(
            ConnectPlanner planner, AddressSelection addresses, IntroductionFacts facts, RelayNode relay) {
        String forDevice = addresses.relayFor(facts.device(), relay);
        String forRequester = forDevice.isEmpty()
                ? addresses.relayFor(facts.requester(), relay)
                : addresses.renderAnswer(facts.requester(), forDevice, relay);
        return new Explanation(facts.requester(), facts.device(), planner.plan(facts, forDevice), relay, forRequester);
    }

    /**
     * Writes it.
     *
     * @return lines of {@code what: value}, each ended by a line feed
     */
    public String text() {
        return line("requester", place(requester))
                + line("device", place(device))
                + line("same site", (plan.verdict().isSame() ? "yes" : "no") + ", " + plan.verdict().label())
                + line("plan", plan.label() + (plan instanceof Plan.Relay sent ? ", " + sent.reason().label() : ""))
                + line("relay", relay.id())
                + line("device is told", plan.relayForDevice().isEmpty() ? BY_ITSELF : plan.relayForDevice())
                + line("requester is told", relayForRequester.isEmpty()
                        ? "what the device says"
                        : relayForRequester);
    }

    private static String place(Side side) {
        Network network = side.network();
        return side.address().getHostAddress() + " in network " + network.name() + " (" + network.origin() + ")"
                + (side.masqueraded() ? ", masqueraded" : "")
                + (side.overWebSocket() ? ", on WebSocket" : "");
    }

    private static String line(String what, String value) {
        return what + ": " + value + "\n";
    }
}
