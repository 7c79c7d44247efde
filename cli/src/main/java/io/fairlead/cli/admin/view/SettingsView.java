package io.fairlead.cli.admin.view;

import java.util.List;

/**
 * What can be changed at run time, and what the asked node was started with.
 *
 * @param alwaysUseRelay whether every session goes through a relay
 * @param relayServers that sessions are sent to; empty = the one beside the rendezvous node
 * @param bandwidth of relays; null when no relay answered
 * @param blacklist addresses whose sessions are held down
 * @param blocklist addresses that relays refuse
 * @param options of the asked node
 */
public record SettingsView(
        boolean alwaysUseRelay,
        List<String> relayServers,
        BandwidthView bandwidth,
        List<String> blacklist,
        List<String> blocklist,
        List<OptionView> options) {}
