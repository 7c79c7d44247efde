package io.fairlead.rendezvous;

import io.fairlead.cluster.relay.RelayDirectory;
import io.fairlead.cluster.settings.SharedSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an operator changes at run time, on all nodes at once. What is changed counts here at once, also while the store
 * is away, and there within a second or two. Safe for use by any thread.
 */
public final class RuntimeSettings {
    private static final String ALWAYS_USE_RELAY = "always-use-relay";
    private static final String RELAY_SERVERS = "relay-servers";

    private final SharedSettings shared;
    private final RelayDirectory relays;
    private volatile boolean alwaysUseRelay;
    private volatile String relayServers = "";

    /**
     * Starts with what is configured, and follows what is changed.
     *
     * @param shared         where changes are shared; not closed by this
     * @param relays         follows the setting {@code relay-servers}
     * @param alwaysUseRelay whether every session goes through a relay, unless an operator has said otherwise since
     */
    public RuntimeSettings(SharedSettings shared, RelayDirectory relays, boolean alwaysUseRelay) {
        this.shared = shared;
        this.relays = relays;
        this.alwaysUseRelay = alwaysUseRelay;
        shared.onChange(this::follow);
    }

    private void follow(Map<String, String> settings) {
        String always = settings.get(ALWAYS_USE_RELAY);
        if (always != null) {
            alwaysUseRelay = always.toUpperCase(Locale.ROOT).equals("Y");
        }
        String servers = settings.get(RELAY_SERVERS);
        if (servers != null && !servers.equals(relayServers)) {
            configure(servers);
        }
    }

    private synchronized void configure(String servers) {
        relays.configure(Arrays.stream(servers.split(",")).filter(address -> !address.isBlank()).toList());
        relayServers = servers;
    }

    /**
     * Says whether every session goes through a relay.
     *
     * @return as it is now
     */
    public boolean alwaysUseRelay() {
        return alwaysUseRelay;
    }

    /**
     * Changes it.
     *
     * @param on whether every session goes through a relay from now on
     */
    public void alwaysUseRelay(boolean on) {
        alwaysUseRelay = on;
        shared.put(ALWAYS_USE_RELAY, on ? "Y" : "N");
    }

    /**
     * Replaces the relays that were configured.
     *
     * @param addresses {@code host[:port]} each
     * @throws IllegalArgumentException when one is none; then nothing is changed
     */
    public void relayServers(List<String> addresses) {
        String servers = String.join(",", addresses);
        configure(servers);
        shared.put(RELAY_SERVERS, servers);
    }
}
