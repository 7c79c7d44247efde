package io.fairlead.cli.admin;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a call is meant for this server, as far as a browser says so. A page of a stranger can make a browser call
 * any address, under a name that the stranger owns and has made to mean this machine (DNS rebinding). So the name that
 * the browser thinks it calls must be an IP address, {@code localhost}, or one that the operator has given; and a call
 * that says which page it comes from must come from our own.
 */
final class HostCheck {
    private final Set<String> names;

    /** Lets further names through, in any case. */
    HostCheck(Set<String> names) {
        this.names = names;
    }

    /** Whether a call is meant for another server. */
    boolean isWrongHost(ApiRequest request) {
        String name = name(request.header("host").orElse(""));
        return !isAddress(name) && !name.equals("localhost") && !names.contains(name);
    }

    /** Whether a page of another site makes the call; a link to one of our files is none. */
    boolean isOfAnotherSite(ApiRequest request) {
        String host = request.header("host").orElse("");
        if (request.header("origin").filter(origin -> !isOwn(origin, host)).isPresent()) {
            return true;
        }
        // Sent by all browsers of today, also where they send no Origin.
        String site = request.header("sec-fetch-site").orElse("none").toLowerCase(Locale.ROOT);
        return !site.equals("none") && !site.equals("same-origin");
    }

    /** A proxy before us may speak TLS, so the scheme is not compared; a port that goes without saying is left out. */
    private static boolean isOwn(String origin, String host) {
        String lower = origin.toLowerCase(Locale.ROOT);
        String own = host.toLowerCase(Locale.ROOT);
        if (lower.startsWith("https://")) {
            return without(lower.substring("https://".length()), ":443").equals(without(own, ":443"));
        }
        return lower.startsWith("http://")
                && without(lower.substring("http://".length()), ":80").equals(without(own, ":80"));
    }

    private static String without(String text, String end) {
        return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
    }

    /** The name in {@code name[:port]} or {@code [address][:port]}; empty when it is none of these. */
    private static String name(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        String name = lower.replaceFirst(":\\d{1,5}$", "");
        if (name.startsWith("[") && name.endsWith("]")) {
            return name.substring(1, name.length() - 1);
        }
        return name.indexOf(':') >= 0 ? "" : name;
    }

    private static boolean isAddress(String name) {
        // Without a dot or a colon it may still be an address to Java, in notations that browsers do not send.
        if (!name.matches("\\d{1,3}(\\.\\d{1,3}){3}") && name.indexOf(':') < 0) {
            return false;
        }
        try {
            return InetAddress.ofLiteral(name) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
