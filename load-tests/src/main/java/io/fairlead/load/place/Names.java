package io.fairlead.load.place;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What names mean to one client, in place of DNS: one name can mean different addresses inside and outside. Immutable.
 *
 * @param addresses by name in lower case
 */
public record Names(Map<String, String> addresses) {
    /** No names. */
    public static final Names NONE = new Names(Map.of());

    /** Copies the map. */
    public Names {
        addresses = Map.copyOf(addresses);
    }

    /**
     * Adds a name.
     *
     * @param name    in lower case, without a dot at its end
     * @param address IPv4 or IPv6
     * @return others
     */
    public Names with(String name, String address) {
        Map<String, String> more = new HashMap<>(addresses);
        more.put(name, address);
        return new Names(more);
    }

    /** Resolves as DNS does: in any case, with or without a dot at the end. */
    InetAddress resolve(String host) throws IOException {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException e) {
            String lower = host.toLowerCase(Locale.ROOT);
            String address = addresses.get(lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower);
            if (address == null) {
                throw new UnknownHostException(host);
            }
            return InetAddress.ofLiteral(address);
        }
    }
}
