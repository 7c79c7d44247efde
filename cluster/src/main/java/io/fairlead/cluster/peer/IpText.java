package io.fairlead.cluster.peer;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * IP addresses as text, one text for each address, so that texts can be compared. Java and hbbs write IPv6 addresses
 * differently, and hbbs writes an IPv4 address as its listening socket showed it: mapped into IPv6 by default.
 */
final class IpText {
    private static final int GROUPS = 8;
    private static final String MAPPED = "::ffff:";

    private IpText() {}

    /** The text of RFC 5952 without a zone, IPv4 where it is mapped; what is no address stays as it is. */
    static String canonical(String text) {
        int zone = text.indexOf('%');
        try {
            InetAddress address = InetAddress.ofLiteral(zone < 0 ? text : text.substring(0, zone));
            return address instanceof Inet4Address ? address.getHostAddress() : compressed(address.getAddress());
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /**
     * What hbbs compares an address with when it listens on {@code [::]}, its default. Were it another text, hbbs would
     * take the device for moved, and refuse it for ever if its key is new as well.
     */
    static String forHbbs(String canonical) {
        return canonical.indexOf('.') > 0 && canonical.indexOf(':') < 0 ? MAPPED + canonical : canonical;
    }

    private static String compressed(byte[] octets) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = ((octets[2 * i] & 0xff) << 8) | (octets[2 * i + 1] & 0xff);
        }
        int zerosAt = -1;
        // A single zero group is written.
        int zeros = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > zeros) {
                zerosAt = i;
                zeros = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == zerosAt) {
                text.append("::");
                i += zeros - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
