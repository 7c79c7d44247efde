package io.fairlead.cli.admin.node;

import io.fairlead.cli.admin.view.ApiFailure;
import io.fairlead.cli.admin.view.Done;
import io.fairlead.cli.admin.view.ExplanationView;
import io.fairlead.cli.admin.view.HeldDevice;
import io.fairlead.cli.admin.view.HeldPage;
import io.fairlead.cli.admin.view.RelayRow;
import io.fairlead.cli.admin.view.SettingsView;
import io.fairlead.cli.admin.view.SideView;
import io.fairlead.cluster.relay.RelayNode;
import io.fairlead.protocol.net.LogText;
import io.fairlead.rendezvous.RendezvousControl;
import io.fairlead.rendezvous.connect.Explainer;
import io.fairlead.rendezvous.connect.Explanation;
import io.fairlead.rendezvous.connect.Plan;
import io.fairlead.rendezvous.network.Side;
import io.fairlead.rendezvous.registration.HeldDevices;
import java.util.List;
import java.util.Locale;

/** What a rendezvous node does for operators, devices in the store aside. */
public final class RendezvousCommands {
    private final String node;
    private final RendezvousControl rendezvous;

    /**
     * Commands of one node.
     *
     * @param node       names it
     * @param rendezvous itself
     */
    public RendezvousCommands(String node, RendezvousControl rendezvous) {
        this.node = node;
        this.rendezvous = rendezvous;
    }

    /**
     * Adds them.
     *
     * @param to takes them
     */
    public void addTo(LocalNode.Builder to) {
        to.on(Command.HELD, this::held)
                .on(Command.EXPLAIN, this::explain)
                .on(Command.SETTINGS, _ -> settings())
                .on(Command.CHANGE_RENDEZVOUS, this::change);
    }

    int devices() {
        return rendezvous.devices();
    }

    List<RelayRow> relays() {
        return rendezvous.relays().stream().map(RendezvousCommands::relay).toList();
    }

    private static RelayRow relay(RelayNode relay) {
        return new RelayRow(
                relay.id(), relay.address(), relay.region(), relay.load(), 0, 0, 0, false, relay.alive(), false);
    }

    private HeldPage held(Asked.Page asked) {
        List<HeldDevices.Held> found = rendezvous.held(asked.prefix(), asked.after(), asked.most() + 1);
        boolean isLast = found.size() <= asked.most();
        List<HeldDevice> page = found.stream().limit(asked.most())
                .map(device -> new HeldDevice(LogText.printable(device.id()),
                        device.transport().name().toLowerCase(Locale.ROOT), LogText.of(device.observed())))
                .toList();
        return new HeldPage(node, page, isLast ? "" : found.get(asked.most() - 1).id());
    }

    private ExplanationView explain(Asked.Sides asked) {
        Explainer.Question question = new Explainer.Question(
                asked.requester(), asked.device(), asked.websocket(), asked.forceRelay(), asked.symmetric());
        return switch (rendezvous.explain(question).toCompletableFuture().join()) {
            case Explainer.Answer.Explained explained -> view(explained.explanation());
            case Explainer.Answer.NoSuchSide none -> throw ApiFailure.notFound("side: '" + none.text()
                    + "' (expected: an IP address, or the id of a device that is online)");
        };
    }

    private static ExplanationView view(Explanation explanation) {
        Plan plan = explanation.plan();
        return new ExplanationView(
                side(explanation.requester()),
                side(explanation.device()),
                plan.verdict().isSame(),
                plan.verdict().label(),
                plan.label(),
                plan instanceof Plan.Relay relay ? relay.reason().label() : "",
                explanation.relay().id(),
                plan.relayForDevice(),
                explanation.relayForRequester());
    }

    private static SideView side(Side side) {
        return new SideView(side.address().getHostAddress(), side.network().name(), side.network().origin(),
                side.masqueraded(), side.overWebSocket());
    }

    private SettingsView settings() {
        return new SettingsView(
                rendezvous.settings().alwaysUseRelay(),
                rendezvous.relays().stream().map(relay -> relay.address().isEmpty() ? relay.id() : relay.address())
                        .toList(),
                null, List.of(), List.of(), List.of());
    }

    private Done change(Asked.Rendezvous asked) {
        if (asked.relayServers() != null) {
            try {
                rendezvous.settings().relayServers(asked.relayServers());
            } catch (IllegalArgumentException e) {
                throw ApiFailure.badValue("relay_servers: " + e.getMessage());
            }
        }
        if (asked.alwaysUseRelay() != null) {
            rendezvous.settings().alwaysUseRelay(asked.alwaysUseRelay());
        }
        return new Done("rendezvous nodes", "changed", "");
    }
}
