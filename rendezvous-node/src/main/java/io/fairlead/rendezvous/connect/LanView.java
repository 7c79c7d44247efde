package io.fairlead.rendezvous.connect;

import io.fairlead.protocol.address.HostPort;
import io.fairlead.rendezvous.config.LanSite;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How relays are reached from inside and outside the one local network of the options {@code mask} and {@code
 * local-ip}, protocol section 8. Without that network, everybody is outside.
 *
 * <p>What a device answers is rendered anew for the requester if it is one of our relays; anything else is the device's
 * own choice and passes untouched.
 */
final class LanView {
    private static final int RELAY_PORT = 21_117;

    private final Optional<LanSite> site;
    private final Supplier<List<String>> relays;

    /** {@code relays} tells the addresses of our relays as they are now. */
    LanView(Optional<LanSite> site, Supplier<List<String>> relays) {
        this.site = site;
        this.relays = relays;
    }

    boolean contains(InetAddress address) {
        return site.isPresent() && site.get().mask().contains(address);
    }

    /** The relay as {@code side} reaches it: the local address inside, {@code relay} outside. */
    String relayFor(InetAddress side, String relay) {
        return contains(side) ? site.get().localIp().getHostAddress() : relay;
    }

    /**
     * The relay that a device named, as {@code requester} reaches it.
     *
     * @param fallback the relay for those outside when the device named the local address
     */
    String renderAnswer(InetAddress requester, String fromDevice, String fallback) {
        if (site.isEmpty() || fromDevice.isEmpty()) {
            return fromDevice;
        }
        String local = site.get().localIp().getHostAddress();
        boolean namesLocal = sameRelay(fromDevice, local);
        if (contains(requester)) {
            boolean ours = namesLocal || relays.get().stream().anyMatch(relay -> sameRelay(fromDevice, relay));
            return ours ? local : fromDevice;
        }
        return namesLocal && !fallback.isEmpty() ? fallback : fromDevice;
    }

    /** Whether an address is one of our relays', by any of the texts that it may have. */
    boolean ours(String relay) {
        return (site.isPresent() && sameRelay(relay, site.get().localIp().getHostAddress()))
                || relays.get().stream().anyMatch(known -> sameRelay(relay, known));
    }

    static boolean sameRelay(String one, String other) {
        try {
            HostPort a = HostPort.parse(one, RELAY_PORT);
            HostPort b = HostPort.parse(other, RELAY_PORT);
            return a.port() == b.port() && a.host().equalsIgnoreCase(b.host());
        } catch (IllegalArgumentException e) {
            // A device may send anything; what is no address is none of our relays.
            return false;
        }
    }
}
