package io.fairlead.cli.admin;

import com.google.gson.JsonElement;
import io.fairlead.audit.AuditSink;
import io.fairlead.cli.admin.view.ApiFailure;
import io.fairlead.metrics.Meters;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The administration API, without sockets. A call is looked at in this order: does a browser mean this server, is it
 * for a file that everybody may have, has its address presented too many wrong tokens, has it a token, is there such a
 * route, is what it asks for understood. Only then is it carried out. Who has no token does not learn which routes
 * there are. Every call is noted. Safe for use by any thread that may wait.
 */
public final class Api {
    private static final Logger log = LoggerFactory.getLogger(Api.class);
    private static final String BEARER = "bearer ";
    private static final int OK = 200;

    private final HostCheck hosts;
    private final AdminTokens tokens;
    private final WrongTokens wrong;
    private final Map<String, ApiAnswer> files;
    private final List<Route> routes;
    private final CallLog calls;

    /**
     * Puts the API together.
     *
     * @param hosts  names besides IP addresses and localhost by which the server may be called, in lower case
     * @param tokens who may use it
     * @param files  what everybody may have, by its path
     * @param routes what can be done
     * @param audit  notes every call
     * @param meters counts every call
     * @param clock  monotonic time, in nanoseconds
     */
    public Api(
            Set<String> hosts,
            AdminTokens tokens,
            Map<String, ApiAnswer> files,
            List<Route> routes,
            AuditSink audit,
            Meters meters,
            LongSupplier clock) {
        this.hosts = new HostCheck(hosts);
        this.tokens = tokens;
        this.wrong = new WrongTokens(clock);
        this.files = Map.copyOf(files);
        this.routes = List.copyOf(routes);
        this.calls = new CallLog(audit, meters);
    }

    /**
     * Carries a call out. May wait for stores and other nodes.
     *
     * @param request the call
     * @return its answer
     */
    public ApiAnswer answer(ApiRequest request) {
        if (hosts.isWrongHost(request)) {
            return refused(request, "wrong_host", new ApiFailure(403, "forbidden",
                    "host (expected: an IP address, localhost or one of admin-hosts)"));
        }
        ApiAnswer file = files.get(request.path());
        if (file != null) {
            return isGet(request) ? file : ApiAnswer.of(notAllowed(request, Set.of("GET")));
        }
        if (hosts.isOfAnotherSite(request)) {
            return refused(request, "wrong_origin", new ApiFailure(403, "forbidden",
                    "origin (expected: no page of another site)"));
        }
        if (wrong.tooMany(request.from().getAddress())) {
            return refused(request, "too_many_wrong_tokens", new ApiFailure(429, "too_many_wrong_tokens",
                    "too many wrong tokens from this address (expected: a minute without one)",
                    Map.of("Retry-After", "60")));
        }
        Optional<String> token = token(request);
        Optional<String> who = token.flatMap(tokens::nameOf);
        if (who.isEmpty()) {
            token.ifPresent(_ -> wrong.wrong(request.from().getAddress()));
            return refused(request, token.isEmpty() ? "no_token" : "wrong_token", new ApiFailure(401, "unauthorized",
                    "no valid token (expected: Authorization: Bearer TOKEN, see admin-token-file)",
                    Map.of("WWW-Authenticate", "Bearer realm=\"fairlead\"")));
        }
        return carryOut(request, who.get());
    }

    /**
     * A call came that is none, as it was too long or no HTTP.
     *
     * @param request as far as it was understood
     * @param status  of HTTP
     * @param message names what is wrong and what is allowed
     * @return the answer
     */
    public ApiAnswer malformed(ApiRequest request, int status, String message) {
        return refused(request, "malformed", new ApiFailure(status, "malformed", message));
    }

    private ApiAnswer refused(ApiRequest request, String reason, ApiFailure failure) {
        calls.refused(request, reason);
        return ApiAnswer.of(failure);
    }

    private static Optional<String> token(ApiRequest request) {
        return request.header("authorization")
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    private static boolean isGet(ApiRequest request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    private ApiAnswer carryOut(ApiRequest request, String who) {
        String operation = "none";
        ApiAnswer answer;
        String outcome = "ok";
        try {
            Map<String, String> path = new HashMap<>();
            Route route = route(request, path);
            operation = route.operation();
            Route.Action action = route.handler().read(
                    new Input(path, query(request, route), body(request, route)));
            answer = ApiAnswer.json(OK, action.run());
        } catch (ApiFailure e) {
            answer = ApiAnswer.of(e);
            outcome = e.error();
        } catch (RuntimeException e) {
            log.atError().setCause(e).addKeyValue("action", operation).log("administration failed");
            answer = ApiAnswer.of(new ApiFailure(500, "failed", "the server failed, its log says why"));
            outcome = "failed";
        }
        calls.called(request, who, operation, answer.status(), outcome);
        return answer;
    }

    private Route route(ApiRequest request, Map<String, String> path) {
        List<String> segments = Route.segments(request.path());
        segments.replaceAll(segment -> decoded(segment, false));
        Set<String> methods = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> found = route.match(segments);
            if (found.isPresent() && (route.method().equals(request.method())
                    || (route.method().equals("GET") && isGet(request)))) {
                path.putAll(found.get());
                return route;
            }
            found.ifPresent(_ -> methods.add(route.method()));
        }
        if (methods.isEmpty()) {
            throw ApiFailure.notFound("no such path (expected: one of /api/openapi.json)");
        }
        throw notAllowed(request, methods);
    }

    private static ApiFailure notAllowed(ApiRequest request, Set<String> methods) {
        String allowed = String.join(", ", methods);
        return new ApiFailure(405, "method_not_allowed", "method: " + request.method() + " (expected: " + allowed + ")",
                Map.of("Allow", allowed));
    }

    private static String decoded(String text, boolean plusIsBlank) {
        try {
            return URLDecoder.decode(plusIsBlank ? text : text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badValue("path or query: '" + text + "' (expected: percent signs before two hex digits)");
        }
    }

    private static Map<String, String> query(ApiRequest request, Route route) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : request.query().split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals), true);
            if (!route.query().contains(name)) {
                throw unknown("query", name, route.query());
            }
            if (values.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1), true)) != null) {
                throw ApiFailure.badValue("query: '" + name + "' twice (expected: each name once)");
            }
        }
        return values;
    }

    private static Map<String, JsonElement> body(ApiRequest request, Route route) {
        if (route.body().isEmpty()) {
            if (request.body().length() > 0) {
                throw ApiFailure.badValue("body: " + request.body().length() + " bytes (expected: none)");
            }
            return Map.of();
        }
        if (request.body().length() == 0) {
            return Map.of();
        }
        String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.matches("application/json *(; *charset=\"?utf-8\"?)?")) {
            throw new ApiFailure(415, "unsupported_media_type", "content-type (expected: application/json)");
        }
        Map<String, JsonElement> values = StrictJson.object(request.body().toByteArray());
        for (String name : values.keySet()) {
            if (!route.body().contains(name)) {
                throw unknown("body", name, route.body());
            }
        }
        return values;
    }

    private static ApiFailure unknown(String where, String name, List<String> known) {
        String shown = name.length() > 64 ? name.substring(0, 64) + "..." : name;
        return ApiFailure.badValue(where + ": '" + shown + "' is not known (expected: "
                + (known.isEmpty() ? "nothing" : String.join(", ", known)) + ")");
    }
}
