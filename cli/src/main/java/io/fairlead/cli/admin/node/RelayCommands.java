package io.fairlead.cli.admin.node;

import io.fairlead.cli.admin.view.ApiFailure;
import io.fairlead.cli.admin.view.BandwidthView;
import io.fairlead.cli.admin.view.Done;
import io.fairlead.cli.admin.view.RelayRow;
import io.fairlead.cli.admin.view.SessionRow;
import io.fairlead.cli.admin.view.SettingsView;
import io.fairlead.protocol.net.LogText;
import io.fairlead.relay.RelayControl;
import io.fairlead.relay.config.BandwidthRules;
import io.fairlead.relay.leg.RelaySession;
import io.fairlead.relay.leg.SessionSummary;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a relay does for operators. */
public final class RelayCommands {
    private final String node;
    private final RelayControl relay;

    /**
     * Commands of one relay.
     *
     * @param node  names it
     * @param relay itself
     */
    public RelayCommands(String node, RelayControl relay) {
        this.node = node;
        this.relay = relay;
    }

    /**
     * Adds them.
     *
     * @param to takes them
     */
    public void addTo(LocalNode.Builder to) {
        to.on(Command.END_SESSION, asked -> end(asked.number()))
                .on(Command.DRAIN, _ -> drain())
                .on(Command.RESUME, _ -> resume())
                .on(Command.RELAY_SETTINGS, _ -> settings())
                .on(Command.CHANGE_RELAY, this::change);
    }

    RelayRow row() {
        RelayControl.Status now = relay.status();
        return new RelayRow(node, now.address(), now.region(), now.load(), now.sessions(), now.bytesPerSecond(),
                now.connections(), now.draining(), !now.draining(), true);
    }

    List<SessionRow> sessions(int most) {
        return relay.sessions(most).stream().map(this::session).toList();
    }

    private SessionRow session(RelayControl.Running running) {
        SessionSummary summary = running.summary();
        RelaySession.Usage usage = running.usage();
        return new SessionRow(
                node,
                summary.number(),
                LogText.printable(summary.deviceId()),
                LogText.of(summary.first().from()),
                LogText.of(summary.second().from()),
                summary.kinds().toLowerCase(Locale.ROOT),
                summary.path().label(),
                summary.bytesToFirst(),
                summary.bytesToSecond(),
                usage.seconds(),
                usage.current(),
                usage.average(),
                usage.highest());
    }

    private Done end(long number) {
        if (!relay.end(number)) {
            throw ApiFailure.notFound("session: " + number + " (expected: one that runs on " + node + ")");
        }
        return new Done(node + "/" + number, "ended", "Clients may ask for a new session at once.");
    }

    private Done drain() {
        relay.drain();
        return new Done(node, "draining", "No new sessions are placed here, " + relay.status().sessions()
                + " go on; resume takes this back, and so does a restart.");
    }

    private Done resume() {
        relay.resume();
        if (relay.status().draining()) {
            throw ApiFailure.conflict("relay " + node + " is about to stop (expected: one that runs on)");
        }
        return new Done(node, "resumed", "");
    }

    private SettingsView settings() {
        BandwidthRules rules = relay.bandwidth();
        return new SettingsView(
                false,
                List.of(),
                new BandwidthView(rules.single(), rules.total(), rules.limit(), rules.downgradeThreshold(),
                        rules.downgradeStartCheck().toSeconds()),
                relay.blacklist(),
                relay.blocklist(),
                List.of());
    }

    private Done change(Asked.Relay asked) {
        addresses("blacklist", asked.blacklist());
        addresses("blocklist", asked.blocklist());
        if (asked.singleBandwidth() != null || asked.totalBandwidth() != null || asked.limitSpeed() != null
                || asked.downgradeThreshold() != null || asked.downgradeStartCheck() != null) {
            try {
                relay.changeBandwidth(before -> new BandwidthRules(
                        or(asked.singleBandwidth(), before.single()),
                        or(asked.totalBandwidth(), before.total()),
                        or(asked.limitSpeed(), before.limit()),
                        or(asked.downgradeThreshold(), before.downgradeThreshold()),
                        asked.downgradeStartCheck() == null
                                ? before.downgradeStartCheck()
                                : Duration.ofSeconds(asked.downgradeStartCheck().longValue())));
            } catch (IllegalArgumentException e) {
                throw ApiFailure.badValue(e.getMessage());
            }
        }
        Optional.ofNullable(asked.blacklist()).ifPresent(relay::replaceBlacklist);
        Optional.ofNullable(asked.blocklist()).ifPresent(relay::replaceBlocklist);
        return new Done("relays", "changed", "");
    }

    private static double or(Double given, double otherwise) {
        return given == null ? otherwise : given;
    }

    private static void addresses(String name, List<String> texts) {
        for (String text : texts == null ? List.<String>of() : texts) {
            try {
                InetAddress _ = InetAddress.ofLiteral(text);
            } catch (IllegalArgumentException e) {
                throw ApiFailure.badValue(name + ": '" + text + "' (expected: an IP address)");
            }
        }
    }
}
