package io.fairlead.protocol.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a client of HTTP is by what proxies say, protocol section 12. Pure. Only what a trusted proxy says counts; of a
 * list, each proxy vouches for the address that it added on the right, so the right-most that is no trusted proxy's is
 * the client's.
 */
public final class ForwardedFor {
    private ForwardedFor() {}

    /**
     * Finds the client.
     *
     * @param peer         who is connected
     * @param trust        who is trusted
     * @param realIp       the values of X-Real-IP
     * @param forwardedFor the values of X-Forwarded-For, in their order
     * @return empty when the peer is not trusted, says nothing, or says what is no address
     */
    public static Optional<InetAddress> client(
            InetAddress peer, ProxyTrust trust, List<String> realIp, List<String> forwardedFor) {
        if (!trust.trusts(peer)) {
            return Optional.empty();
        }
        if (realIp.size() == 1) {
            Optional<InetAddress> real = address(realIp.getFirst());
            if (real.isPresent()) {
                return real;
            }
        }
        List<String> hops = new ArrayList<>();
        forwardedFor.forEach(value -> hops.addAll(Arrays.asList(value.split(","))));
        for (String hop : hops.reversed()) {
            Optional<InetAddress> address = address(hop);
            if (address.isEmpty()) {
                return Optional.empty();
            }
            if (!trust.trusts(address.get())) {
                return address;
            }
        }
        return Optional.empty();
    }

    /** An address, perhaps with a port, as some proxies write it. */
    private static Optional<InetAddress> address(String text) {
        String host = text.strip();
        if (host.startsWith("[") && host.indexOf(']') > 0) {
            host = host.substring(1, host.indexOf(']'));
        } else if (host.indexOf(':') > 0 && host.indexOf(':') == host.lastIndexOf(':')) {
            host = host.substring(0, host.indexOf(':'));
        }
        try {
            return Optional.of(Addresses.canonical(InetAddress.ofLiteral(host)));
        } catch (IllegalArgumentException e) {
            // A proxy that is trusted may still be misconfigured; what it says then is nothing.
            return Optional.empty();
        }
    }
}
