package io.fairlead.cli.admin;

import io.fairlead.cli.admin.node.Asked;
import io.fairlead.cli.admin.node.Command;
import io.fairlead.cli.admin.node.Fleet;
import io.fairlead.cli.admin.view.ApiFailure;
import io.fairlead.cli.admin.view.OptionView;
import io.fairlead.cli.admin.view.SettingsView;
import java.util.List;
import java.util.Optional;

/** What can be changed at run time, on all nodes that share settings. On threads that may wait. */
public final class SettingsRoutes {
    static final List<String> NAMES = List.of("always_use_relay", "relay_servers", "single_bandwidth",
            "total_bandwidth", "limit_speed", "downgrade_threshold", "downgrade_start_check", "blacklist", "blocklist");

    private static final SettingsView NONE = new SettingsView(false, List.of(), null, List.of(), List.of(), List.of());

    private final Fleet fleet;
    private final List<OptionView> options;

    /**
     * Settings of all nodes.
     *
     * @param fleet   asks them
     * @param options that this process was started with
     */
    public SettingsRoutes(Fleet fleet, List<OptionView> options) {
        this.fleet = fleet;
        this.options = List.copyOf(options);
    }

    SettingsView read() {
        SettingsView rendezvous = fleet.any("rendezvous", Command.SETTINGS, new Asked.Nothing()).orElse(NONE);
        SettingsView relay = fleet.any("relay", Command.RELAY_SETTINGS, new Asked.Nothing()).orElse(NONE);
        return new SettingsView(rendezvous.alwaysUseRelay(), rendezvous.relayServers(), relay.bandwidth(),
                relay.blacklist(), relay.blocklist(), options);
    }

    Route.Action change(Input input) {
        Asked.Rendezvous rendezvous = new Asked.Rendezvous(
                input.bodyFlag("always_use_relay").orElse(null), input.bodyTexts("relay_servers").orElse(null));
        Asked.Relay relay = new Asked.Relay(
                input.bodyNumber("single_bandwidth").orElse(null),
                input.bodyNumber("total_bandwidth").orElse(null),
                input.bodyNumber("limit_speed").orElse(null),
                input.bodyNumber("downgrade_threshold").orElse(null),
                input.bodyNumber("downgrade_start_check").orElse(null),
                input.bodyTexts("blacklist").orElse(null),
                input.bodyTexts("blocklist").orElse(null));
        boolean ofRendezvous = !rendezvous.equals(new Asked.Rendezvous(null, null));
        boolean ofRelay = !relay.equals(new Asked.Relay(null, null, null, null, null, null, null));
        if (!ofRendezvous && !ofRelay) {
            throw ApiFailure.badValue("body: nothing to change (expected: one of " + String.join(", ", NAMES) + ")");
        }
        return () -> {
            if (ofRelay) {
                changed("relay", fleet.any("relay", Command.CHANGE_RELAY, relay));
            }
            if (ofRendezvous) {
                changed("rendezvous", fleet.any("rendezvous", Command.CHANGE_RENDEZVOUS, rendezvous));
            }
            return read();
        };
    }

    private static void changed(String role, Optional<?> done) {
        if (done.isEmpty()) {
            throw ApiFailure.unavailable("no " + role + " node is reached from here");
        }
    }
}
