package io.fairlead.k8s;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Looks into a document. A path has its steps between slashes, a star is every member of a list or an object. */
final class Tree {
    private Tree() {}

    /** The documents of a YAML text; a key that stands twice is an error. */
    static List<JsonElement> read(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Iterable<Object> documents = new Yaml(new SafeConstructor(options)).loadAll(yaml);
        return StreamSupport.stream(documents.spliterator(), false)
                .filter(document -> document != null)
                .map(Tree::of)
                .toList();
    }

    private static JsonElement of(Object value) {
        return switch (value) {
            case null -> JsonNull.INSTANCE;
            case Map<?, ?> map -> {
                JsonObject object = new JsonObject();
                map.forEach((key, each) -> object.add(String.valueOf(key), of(each)));
                yield object;
            }
            case List<?> list -> {
                JsonArray array = new JsonArray();
                list.forEach(each -> array.add(of(each)));
                yield array;
            }
            case Boolean truth -> new JsonPrimitive(truth);
            case Number number -> new JsonPrimitive(number);
            default -> new JsonPrimitive(String.valueOf(value));
        };
    }

    static Stream<JsonElement> all(JsonElement from, String path) {
        Stream<JsonElement> found = Stream.of(from);
        for (String step : path.split("/")) {
            found = found.flatMap(each -> step(each, step));
        }
        return found;
    }

    private static Stream<JsonElement> step(JsonElement from, String step) {
        if (from.isJsonArray()) {
            return step.equals("*") ? from.getAsJsonArray().asList().stream() : Stream.empty();
        }
        if (!from.isJsonObject()) {
            return Stream.empty();
        }
        JsonObject object = from.getAsJsonObject();
        return step.equals("*")
                ? object.asMap().values().stream()
                : Optional.ofNullable(object.get(step)).stream();
    }

    static Stream<JsonObject> objects(JsonElement from, String path) {
        return all(from, path).map(JsonElement::getAsJsonObject);
    }

    static Stream<String> texts(JsonElement from, String path) {
        return all(from, path).map(JsonElement::getAsString);
    }

    static Optional<String> text(JsonElement from, String path) {
        return texts(from, path).findFirst();
    }

    /** Members of the object at a path, empty when there is none. */
    static Map<String, String> map(JsonElement from, String path) {
        Map<String, String> map = new LinkedHashMap<>();
        objects(from, path).forEach(object -> object.entrySet()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().getAsString())));
        return map;
    }
}
