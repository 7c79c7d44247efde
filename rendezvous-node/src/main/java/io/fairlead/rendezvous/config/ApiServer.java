package io.fairlead.rendezvous.config;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * The one HTTP server that clients' HttpProxyRequests are forwarded to.
 *
 * @param base        scheme, host, port and perhaps a path that all paths are put behind; http or https
 * @param timeout     a request that is not answered in this time fails
 * @param maxBody     the longest answer that is passed on, in bytes
 * @param maxRequests requests under way at once; further ones fail
 */
public record ApiServer(URI base, Duration timeout, int maxBody, int maxRequests) {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /**
     * Checks each part.
     *
     * @throws IllegalArgumentException when one is out of range; the message names it
     */
    public ApiServer {
        if (base.getScheme() == null || !SCHEMES.contains(base.getScheme()) || base.getHost() == null
                || base.getRawQuery() != null || base.getRawFragment() != null || base.getRawUserInfo() != null) {
            throw new IllegalArgumentException("api-server: '" + base + "' (expected: http[s]://host[:port][/path])");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("api-timeout: " + timeout + " (expected: more than 0)");
        }
        if (maxBody < 1 || maxRequests < 1) {
            throw new IllegalArgumentException(
                    "api limits: " + maxBody + ", " + maxRequests + " (expected: at least 1 each)");
        }
    }
}
