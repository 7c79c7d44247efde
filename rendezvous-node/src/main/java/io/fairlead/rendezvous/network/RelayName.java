package io.fairlead.rendezvous.network;

import io.fairlead.protocol.address.HostPort;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * A relay's address in the one form in which two texts for the same can be compared: without regard to case, to a dot
 * at the end, to brackets, to the spelling of IP addresses, and with the port that clients take when none is written.
 *
 * @param host lower case, without a dot at the end or brackets
 * @param port 1 to 65535
 */
public record RelayName(String host, int port) {
    /** Where clients look for a relay when nobody tells them a port, protocol section 8. */
    public static final int DEFAULT_PORT = 21_117;

    /**
     * Reads an address.
     *
     * @param text {@code host[:port]}, from a configuration or from anybody
     * @return empty when it is none
     */
    public static Optional<RelayName> of(String text) {
        try {
            return Optional.of(of(HostPort.parse(text, DEFAULT_PORT)));
        } catch (IllegalArgumentException e) {
            // A device may send anything; what is no address is none of our relays.
            return Optional.empty();
        }
    }

    /**
     * Makes the form of an address.
     *
     * @param address any
     * @return its form
     */
    public static RelayName of(HostPort address) {
        return new RelayName(canonical(address.host()), address.port());
    }

    private static String canonical(String host) {
        return literal(host).map(InetAddress::getHostAddress).orElseGet(() -> {
            String lower = host.toLowerCase(Locale.ROOT);
            return lower.length() > 1 && lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        });
    }

    /** Literals alone: a name is never looked up here. */
    private static Optional<InetAddress> literal(String host) {
        if (!mayBeLiteral(host)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Asked first, as an exception for each name would cost an introduction more than all the rest of this. */
    private static boolean mayBeLiteral(String host) {
        if (host.indexOf(':') >= 0) {
            return true;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    /**
     * Says whether the host is an IP address rather than a name.
     *
     * @return true for both families
     */
    public boolean isIp() {
        return literal(host).isPresent();
    }
}
