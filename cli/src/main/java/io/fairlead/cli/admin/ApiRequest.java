package io.fairlead.cli.admin;

import io.fairlead.cluster.OpaqueBytes;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * A call as it came.
 *
 * @param method  of HTTP, upper case
 * @param path    as it was written, percent signs included
 * @param query   the same, without the question mark; empty when none
 * @param headers by their names in lower case; those given several times are joined by {@code ", "}
 * @param body    empty when none
 * @param from    where it came from
 */
public record ApiRequest(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        OpaqueBytes body,
        InetSocketAddress from) {
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
