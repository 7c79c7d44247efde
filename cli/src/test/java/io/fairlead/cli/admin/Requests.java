package io.fairlead.cli.admin;

import io.fairlead.cluster.OpaqueBytes;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Calls as a client of ours makes them. */
final class Requests {
    static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private Requests() {}

    static ApiRequest get(String path) {
        return call("GET", path, "");
    }

    static ApiRequest call(String method, String path, String body) {
        Map<String, String> headers = new HashMap<>(Map.of(
                "host", "127.0.0.1:21122", "authorization", "Bearer " + TOKEN));
        if (!body.isEmpty()) {
            headers.put("content-type", "application/json");
        }
        return request(method, path, headers, body, "127.0.0.1");
    }

    static ApiRequest with(ApiRequest request, String header, String value) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.put(header, value);
        return new ApiRequest(
                request.method(), request.path(), request.query(), headers, request.body(), request.from());
    }

    static ApiRequest without(ApiRequest request, String header) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.remove(header);
        return new ApiRequest(
                request.method(), request.path(), request.query(), headers, request.body(), request.from());
    }

    static ApiRequest from(ApiRequest request, String ip) {
        return new ApiRequest(request.method(), request.path(), request.query(), request.headers(), request.body(),
                new InetSocketAddress(ip, 1234));
    }

    private static ApiRequest request(
            String method, String uri, Map<String, String> headers, String body, String ip) {
        int mark = uri.indexOf('?');
        return new ApiRequest(method, mark < 0 ? uri : uri.substring(0, mark),
                mark < 0 ? "" : uri.substring(mark + 1), headers,
                OpaqueBytes.copyOf(body.getBytes(StandardCharsets.UTF_8)),
                new InetSocketAddress(ip, 1234));
    }
}
