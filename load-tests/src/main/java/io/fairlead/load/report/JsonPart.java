package io.fairlead.load.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** An object of a JSON document that knows where it is, so that what is wrong in it can be named. */
final class JsonPart {
    private static final int SHOWN = 40;

    private final String path;
    private final JsonObject object;

    private JsonPart(String path, JsonObject object) {
        this.path = path;
        this.object = object;
    }

    /** The whole document. */
    static JsonPart root(JsonElement element) {
        return of("", element);
    }

    private static JsonPart of(String path, JsonElement element) {
        if (!element.isJsonObject()) {
            throw wrong(path, element, "an object");
        }
        return new JsonPart(path, element.getAsJsonObject());
    }

    private static IllegalArgumentException wrong(String path, JsonElement element, String expected) {
        String text = element == null ? "missing" : element.toString();
        return new IllegalArgumentException((path.isEmpty() ? "the document" : path) + ": "
                + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + " (expected: " + expected + ")");
    }

    /** Complains about what a field holds. */
    IllegalArgumentException wrong(String name, String expected) {
        return wrong(at(name), object.get(name), expected);
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    String text(String name) {
        return text(at(name), object.get(name));
    }

    private static String text(String path, JsonElement element) {
        if (element instanceof JsonPrimitive primitive && primitive.isString()) {
            return primitive.getAsString();
        }
        throw wrong(path, element, "a text");
    }

    boolean yes(String name) {
        if (object.get(name) instanceof JsonPrimitive primitive && primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        throw wrong(name, "true or false");
    }

    double number(String name) {
        return number(at(name), object.get(name));
    }

    private static double number(String path, JsonElement element) {
        if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
            return primitive.getAsDouble();
        }
        throw wrong(path, element, "a number");
    }

    long whole(String name) {
        try {
            if (object.get(name) instanceof JsonPrimitive primitive && primitive.isNumber()) {
                return Long.parseLong(primitive.getAsString());
            }
        } catch (NumberFormatException e) {
            throw (IllegalArgumentException) wrong(name, "a whole number").initCause(e);
        }
        throw wrong(name, "a whole number");
    }

    JsonPart part(String name) {
        if (!object.has(name)) {
            throw wrong(name, "an object");
        }
        return of(at(name), object.get(name));
    }

    /** Numbers, and NaN for null. */
    List<Double> numbers(String name) {
        List<Double> all = new ArrayList<>();
        JsonArray array = array(name);
        for (int i = 0; i < array.size(); i++) {
            JsonElement each = array.get(i);
            all.add(each.isJsonNull() ? Double.NaN : number(at(name) + "[" + i + "]", each));
        }
        return all;
    }

    List<String> texts(String name) {
        List<String> all = new ArrayList<>();
        JsonArray array = array(name);
        for (int i = 0; i < array.size(); i++) {
            all.add(text(at(name) + "[" + i + "]", array.get(i)));
        }
        return all;
    }

    <T> List<T> list(String name, Function<JsonPart, T> reader) {
        List<T> all = new ArrayList<>();
        JsonArray array = array(name);
        for (int i = 0; i < array.size(); i++) {
            all.add(reader.apply(of(at(name) + "[" + i + "]", array.get(i))));
        }
        return all;
    }

    private JsonArray array(String name) {
        if (object.get(name) instanceof JsonArray array) {
            return array;
        }
        throw wrong(name, "a list");
    }

    Map<String, String> map(String name) {
        Map<String, String> all = new LinkedHashMap<>();
        JsonPart part = part(name);
        part.object.keySet().forEach(key -> all.put(key, part.text(key)));
        return all;
    }
}
