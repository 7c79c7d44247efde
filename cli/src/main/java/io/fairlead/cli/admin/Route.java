package io.fairlead.cli.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call that there is.
 *
 * @param method    of HTTP
 * @param template  its path, parts in braces for what differs
 * @param operation names it, in the audit and the description
 * @param query     names that may stand in the query
 * @param body      names that may stand in the body; empty when there is to be none
 * @param answer    the view that it answers
 * @param handler   carries it out
 */
public record Route(
        String method,
        String template,
        String operation,
        List<String> query,
        List<String> body,
        Class<? extends Record> answer,
        Handler handler) {
    /** Reads what a call asks for; changes nothing. */
    @FunctionalInterface
    interface Handler {
        /** Fails with {@link ApiFailure}. */
        Action read(Input input);
    }

    /** What a call asks for, understood. */
    @FunctionalInterface
    interface Action {
        /** Carries it out, on the caller's thread, which may wait; fails with {@link ApiFailure}. */
        Object run();
    }

    static Route get(
            String template, String operation, List<String> query, Class<? extends Record> answer, Handler handler) {
        return new Route("GET", template, operation, query, List.of(), answer, handler);
    }

    static Route change(
            String method,
            String template,
            String operation,
            List<String> body,
            Class<? extends Record> answer,
            Handler handler) {
        return new Route(method, template, operation, List.of(), body, answer, handler);
    }

    /** The parts in braces, when a path is of this kind. */
    Optional<Map<String, String>> match(List<String> segments) {
        List<String> parts = segments(template);
        if (parts.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.startsWith("{")) {
                values.put(part.substring(1, part.length() - 1), segments.get(i));
            } else if (!part.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    static List<String> segments(String path) {
        return new ArrayList<>(Arrays.asList(path.substring(1).split("/", -1)));
    }
}
