package io.fairlead.cli.command.admin;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One call of the administration API, as it is to be sent. */
final class AdminCall {
    private final String method;
    private final String path;
    private final Map<String, String> query = new LinkedHashMap<>();
    private final JsonObject body = new JsonObject();

    private AdminCall(String method, String path) {
        this.method = method;
        this.path = path;
    }

    /** The parts of the path are written as they are, those that are given in braces in turn. */
    static AdminCall of(String method, String template, String... values) {
        String path = template;
        for (String value : values) {
            path = path.replaceFirst("\\{\\w+}", encoded(value).replace("+", "%20").replace("$", "\\$"));
        }
        return new AdminCall(method, path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    AdminCall query(String name, Optional<String> value) {
        value.ifPresent(given -> query.put(name, given));
        return this;
    }

    AdminCall flag(String name, boolean value) {
        if (value) {
            query.put(name, "true");
        }
        return this;
    }

    AdminCall body(String name, Optional<String> value) {
        value.ifPresent(given -> body.addProperty(name, given));
        return this;
    }

    /** Settings: numbers, true and false as such, lists separated by commas. */
    AdminCall setting(String name, String value) {
        switch (name) {
            case "always_use_relay" -> body.add(name, flagged(value));
            case "relay_servers", "blacklist", "blocklist" -> {
                JsonArray list = new JsonArray();
                List.of(value.split(",", -1)).stream().map(String::strip).filter(part -> !part.isEmpty())
                        .forEach(list::add);
                body.add(name, list);
            }
            default -> body.add(name, number(value));
        }
        return this;
    }

    private static JsonPrimitive flagged(String value) {
        return value.equals("true") || value.equals("false")
                ? new JsonPrimitive(Boolean.parseBoolean(value))
                : new JsonPrimitive(value);
    }

    private static JsonPrimitive number(String value) {
        try {
            return new JsonPrimitive(new java.math.BigDecimal(value));
        } catch (NumberFormatException e) {
            // The server says what is allowed.
            return new JsonPrimitive(value);
        }
    }

    String method() {
        return method;
    }

    String uri() {
        List<String> pairs = new ArrayList<>();
        query.forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
        return path + (pairs.isEmpty() ? "" : pairs.stream().collect(Collectors.joining("&", "?", "")));
    }

    /** Empty when there is none. */
    String bodyText() {
        return body.isEmpty() ? "" : body.toString();
    }
}
