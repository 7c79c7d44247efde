package io.fairlead.cli.admin;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.fairlead.cli.admin.view.ApiFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a call asks for, read strictly: what is not understood is refused, in words that name it. */
final class Input {
    private static final int LONGEST = 256;
    private static final int MOST_TEXTS = 10_000;

    private final Map<String, String> path;
    private final Map<String, String> query;
    private final Map<String, JsonElement> body;

    Input(Map<String, String> path, Map<String, String> query, Map<String, JsonElement> body) {
        this.path = path;
        this.query = query;
        this.body = body;
    }

    /** A part of the path. */
    String path(String name) {
        return checked(name, path.getOrDefault(name, ""));
    }

    long number(String name) {
        return whole(name, path(name), 0, Long.MAX_VALUE);
    }

    private static String checked(String name, String text) {
        if (text.isEmpty() || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw ApiFailure.badValue(name + ": '" + shortened(text) + "' (expected: 1 to " + LONGEST
                    + " characters, no control characters)");
        }
        return text;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    String text(String name) {
        return query.containsKey(name) && !query.get(name).isEmpty() ? checked(name, query.get(name)) : "";
    }

    String required(String name) {
        return checked(name, query.getOrDefault(name, ""));
    }

    int whole(String name, int least, int most, int otherwise) {
        return query.containsKey(name) ? (int) whole(name, query.get(name), least, most) : otherwise;
    }

    private static long whole(String name, String text, long least, long most) {
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // As one that is out of range.
        }
        throw ApiFailure.badValue(
                name + ": '" + shortened(text) + "' (expected: a whole number, " + least + ".." + most + ")");
    }

    boolean flag(String name) {
        return switch (query.getOrDefault(name, "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ApiFailure.badValue(
                    name + ": '" + shortened(query.get(name)) + "' (expected: true or false)");
        };
    }

    Optional<String> bodyText(String name) {
        return primitive(name, "a text").map(value -> {
            if (!value.isString()) {
                throw wrong(name, value, "a text");
            }
            return value.getAsString();
        });
    }

    String requiredBodyText(String name) {
        return checked(name, bodyText(name).orElse(""));
    }

    Optional<Boolean> bodyFlag(String name) {
        return primitive(name, "true or false").map(value -> {
            if (!value.isBoolean()) {
                throw wrong(name, value, "true or false");
            }
            return value.getAsBoolean();
        });
    }

    Optional<Double> bodyNumber(String name) {
        return primitive(name, "a number").map(value -> {
            if (!value.isNumber() || !Double.isFinite(value.getAsDouble())) {
                throw wrong(name, value, "a number");
            }
            return value.getAsDouble();
        });
    }

    Optional<List<String>> bodyTexts(String name) {
        JsonElement value = body.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isJsonArray() || value.getAsJsonArray().size() > MOST_TEXTS) {
            throw wrong(name, value, "a list of at most " + MOST_TEXTS + " texts");
        }
        List<String> texts = new ArrayList<>();
        for (JsonElement one : value.getAsJsonArray()) {
            if (!one.isJsonPrimitive() || !one.getAsJsonPrimitive().isString()) {
                throw wrong(name, one, "a list of texts");
            }
            texts.add(checked(name, one.getAsString()));
        }
        return Optional.of(List.copyOf(texts));
    }

    private Optional<JsonPrimitive> primitive(String name, String expected) {
        JsonElement value = body.get(name);
        if (value != null && !value.isJsonPrimitive()) {
            throw wrong(name, value, expected);
        }
        return Optional.ofNullable(value).map(JsonElement::getAsJsonPrimitive);
    }

    private static ApiFailure wrong(String name, JsonElement value, String expected) {
        return ApiFailure.badValue(name + ": " + shortened(value.toString()) + " (expected: " + expected + ")");
    }
}
