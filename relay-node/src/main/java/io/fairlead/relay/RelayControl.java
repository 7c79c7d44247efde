package io.fairlead.relay;

import io.fairlead.relay.config.BandwidthRules;
import io.fairlead.relay.config.RelayConfig;
import io.fairlead.relay.console.RelaySettings;
import io.fairlead.relay.leg.EndReason;
import io.fairlead.relay.leg.RelayNode;
import io.fairlead.relay.leg.RelaySession;
import io.fairlead.relay.leg.SessionSummary;
import io.fairlead.relay.limit.Load;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/** What an operator sees of a relay and does with it while it runs. Safe for use by any thread. */
public final class RelayControl {
    private final RelayConfig config;
    private final RelayNode node;
    private final RelaySettings settings;
    private final IntSupplier connections;
    private final Runnable announce;

    RelayControl(
            RelayConfig config, RelayNode node, RelaySettings settings, IntSupplier connections, Runnable announce) {
        this.settings = settings;
        this.config = config;
        this.node = node;
        this.connections = connections;
        this.announce = announce;
    }

    /**
     * A session that runs.
     *
     * @param summary who, how much and how long
     * @param usage   how fast
     */
    public record Running(SessionSummary summary, RelaySession.Usage usage) {}

    /**
     * How the relay is.
     *
     * @param address        {@code host[:port]} by which clients reach this very relay; empty = by a shared name
     * @param region         where it is; empty when nobody said so
     * @param load           from 0 (idle) to 1 (full)
     * @param sessions       that it counts
     * @param bytesPerSecond that it carries
     * @param connections    that are open
     * @param draining       whether it takes no new sessions
     */
    public record Status(
            String address,
            String region,
            double load,
            int sessions,
            double bytesPerSecond,
            int connections,
            boolean draining) {}

    /**
     * Tells how the relay is.
     *
     * @return as it is now
     */
    public Status status() {
        double bytesPerSecond = node.sessions().bytesPerSecond();
        int open = connections.getAsInt();
        return new Status(
                config.presence().address(),
                config.presence().region(),
                Load.of(bytesPerSecond, node.bandwidth().rules(), open, config.caps().maxConnections()),
                node.sessions().running().size(),
                bytesPerSecond,
                open,
                node.sessions().isDraining());
    }

    /**
     * Lists sessions that run.
     *
     * @param most how many, at least 0
     * @return the fastest first
     */
    public List<Running> sessions(int most) {
        long now = node.clock().getAsLong();
        return node.sessions().running().stream()
                .map(session -> new Running(session.summary(now), session.usage(now)))
                .sorted(Comparator.comparingLong((Running session) -> session.usage().current()).reversed()
                        .thenComparingLong(session -> session.summary().number()))
                .limit(most)
                .toList();
    }

    /**
     * Ends a session at once.
     *
     * @param number of the session, as {@link #sessions} tells it
     * @return false when no such session runs
     */
    public boolean end(long number) {
        return node.sessions().end(number, EndReason.OPERATOR);
    }

    /** Takes no new sessions from now on; those that run stay. Rendezvous nodes are told at once. */
    public void drain() {
        node.sessions().pause(true);
        announce.run();
    }

    /** Takes sessions again, unless the relay is about to stop. */
    public void resume() {
        node.sessions().pause(false);
        announce.run();
    }

    /**
     * Tells how fast sessions may be.
     *
     * @return the rules that hold now
     */
    public BandwidthRules bandwidth() {
        return node.bandwidth().rules();
    }

    /**
     * Changes how fast sessions may be, on all relays that share settings.
     *
     * @param change makes the new rules of those that hold
     * @throws IllegalArgumentException when they are out of range; then nothing is changed
     */
    public void changeBandwidth(UnaryOperator<BandwidthRules> change) {
        node.bandwidth().change(change);
        settings.bandwidthChanged();
    }

    /**
     * Lists addresses whose sessions are held down.
     *
     * @return as texts
     */
    public List<String> blacklist() {
        return node.blacklist().all();
    }

    /**
     * Lists addresses that are refused.
     *
     * @return as texts
     */
    public List<String> blocklist() {
        return node.blocklist().all();
    }

    /**
     * Replaces the addresses whose sessions are held down, on all relays that share settings.
     *
     * @param addresses IP addresses
     */
    public void replaceBlacklist(List<String> addresses) {
        node.blacklist().replace(addresses);
        settings.listChanged(node.blacklist());
    }

    /**
     * Replaces the addresses that are refused, on all relays that share settings. Sessions of theirs end.
     *
     * @param addresses IP addresses
     */
    public void replaceBlocklist(List<String> addresses) {
        node.blocklist().replace(addresses);
        settings.listChanged(node.blocklist());
    }
}
