package io.fairlead.protocol.address;

import java.util.Objects;

/**
 * A host name or IP address and a port, as operators and clients write them: {@code host}, {@code host:port},
 * {@code [v6]}, {@code [v6]:port}, or an IPv6 address alone. Names are not resolved.
 *
 * @param host the name or address, without brackets, not empty
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /**
     * Checks both parts.
     *
     * @throws IllegalArgumentException when the host is empty or the port out of range; the message names the value
     */
    public HostPort {
        Objects.requireNonNull(host, "host");
        if (host.isBlank() || hasForbidden(host)) {
            throw new IllegalArgumentException("host: '" + host + "' (expected: a name or an IP address)");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1.." + MAX_PORT + ")");
        }
    }

    private static boolean hasForbidden(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (Character.isWhitespace(c) || c == '[' || c == ']') {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads one.
     *
     * @param text        what was written; surrounding blanks don't count
     * @param defaultPort the port where none is written, 1 to 65535
     * @return host and port
     * @throws IllegalArgumentException when it is none; the message names the value and what is expected
     */
    public static HostPort parse(String text, int defaultPort) {
        String trimmed = text.strip();
        if (trimmed.startsWith("[")) {
            int end = trimmed.indexOf(']');
            if (end < 0) {
                throw new IllegalArgumentException("address: '" + text + "' (expected: a ']' after the IPv6 address)");
            }
            String rest = trimmed.substring(end + 1);
            String host = trimmed.substring(1, end);
            if (rest.isEmpty()) {
                return new HostPort(host, defaultPort);
            }
            if (!rest.startsWith(":")) {
                throw new IllegalArgumentException("address: '" + text + "' (expected: [IPv6]:port)");
            }
            return new HostPort(host, port(rest.substring(1)));
        }
        int colon = trimmed.indexOf(':');
        if (colon < 0 || colon != trimmed.lastIndexOf(':')) {
            return new HostPort(trimmed, defaultPort);
        }
        return new HostPort(trimmed.substring(0, colon), port(trimmed.substring(colon + 1)));
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("port: '" + text + "' (expected: 1.." + MAX_PORT + ")", e);
        }
    }

    /**
     * Writes it so that {@link #parse} reads it again.
     *
     * @return {@code host:port}, an IPv6 address in brackets
     */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
