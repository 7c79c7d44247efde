package io.fairlead.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.cli.admin.node.Fleet;
import io.fairlead.cli.admin.node.LocalNode;
import io.fairlead.cli.admin.view.Failure;
import io.fairlead.cluster.control.LocalControl;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** openapi.json and the program say the same. */
class DescriptionTest {
    private static final String REF = "#/components/schemas/";
    private final JsonObject description = read();
    private final List<Route> routes = routes();

    private static JsonObject read() {
        try (Reader in = new InputStreamReader(
                AdminRoutes.class.getResourceAsStream("openapi.json"), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(in).getAsJsonObject();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Route> routes() {
        Fleet fleet = new Fleet(new LocalControl("n", "standalone"), "n", new LocalNode.Builder().build());
        return new AdminRoutes(fleet, new Summaries(fleet, "1", () -> null, InstantSource.system()),
                new SettingsRoutes(fleet, List.of())).all();
    }

    private Map<String, JsonObject> operations() {
        Map<String, JsonObject> operations = new TreeMap<>();
        description.getAsJsonObject("paths").asMap().forEach((path, item) -> item.getAsJsonObject().asMap()
                .forEach((method, operation) -> operations.put(
                        method.toUpperCase(java.util.Locale.ROOT) + " " + AdminRoutes.BASE + path,
                        operation.getAsJsonObject())));
        return operations;
    }

    private JsonObject operation(Route route) {
        return operations().get(route.method() + " " + route.template());
    }

    private static Set<String> parameters(JsonObject operation, String in) {
        Set<String> names = new TreeSet<>();
        if (operation.has("parameters")) {
            for (JsonElement parameter : operation.getAsJsonArray("parameters")) {
                if (parameter.getAsJsonObject().get("in").getAsString().equals(in)) {
                    names.add(parameter.getAsJsonObject().get("name").getAsString());
                }
            }
        }
        return names;
    }

    @Test
    void describesTheRoutesThatThereAreAndNoOther() {
        assertThat(description.get("openapi").getAsString()).isEqualTo("3.1.0");
        assertThat(operations().keySet()).containsExactlyInAnyOrderElementsOf(
                routes.stream().map(route -> route.method() + " " + route.template()).toList());
        assertThat(routes).allSatisfy(route -> assertThat(operation(route).get("operationId").getAsString())
                .isEqualTo(route.operation()));
    }

    @Test
    void describesWhatEachTakes() {
        assertThat(routes).allSatisfy(route -> {
            JsonObject operation = operation(route);
            assertThat(parameters(operation, "query")).isEqualTo(new TreeSet<>(route.query()));
            assertThat(parameters(operation, "path")).isEqualTo(new TreeSet<>(route.template().lines()
                    .flatMap(line -> java.util.regex.Pattern.compile("\\{(\\w+)}").matcher(line).results())
                    .map(found -> found.group(1)).toList()));
            assertThat(operation.has("requestBody")).isEqualTo(!route.body().isEmpty());
            if (!route.body().isEmpty()) {
                JsonObject schema = schemaOf(operation.getAsJsonObject("requestBody"));
                assertThat(schema.getAsJsonObject("properties").keySet())
                        .containsExactlyInAnyOrderElementsOf(route.body());
                assertThat(schema.get("additionalProperties").getAsBoolean()).isFalse();
            }
        });
    }

    private static JsonObject schemaOf(JsonObject holder) {
        return holder.getAsJsonObject("content").getAsJsonObject("application/json").getAsJsonObject("schema");
    }

    @Test
    void describesEachFieldOfTheAnswers() {
        Set<Class<?>> seen = new java.util.HashSet<>();
        assertThat(routes).allSatisfy(route -> {
            JsonObject ok = operation(route).getAsJsonObject("responses").getAsJsonObject("200");
            assertThat(schemaOf(ok).get("$ref").getAsString()).isEqualTo(REF + route.answer().getSimpleName());
            assertDescribed(route.answer(), seen);
        });
        assertDescribed(Failure.class, seen);
        assertThat(description.getAsJsonObject("components").getAsJsonObject("schemas").keySet())
                .containsExactlyInAnyOrderElementsOf(seen.stream().map(Class::getSimpleName).toList());
    }

    private void assertDescribed(Class<?> view, Set<Class<?>> seen) {
        if (!seen.add(view)) {
            return;
        }
        JsonObject schema = description.getAsJsonObject("components").getAsJsonObject("schemas")
                .getAsJsonObject(view.getSimpleName());
        assertThat(schema).as(view.getSimpleName()).isNotNull();
        Map<String, String> fields = new TreeMap<>();
        for (RecordComponent component : view.getRecordComponents()) {
            String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
            fields.put(name, type(component.getGenericType(), seen));
        }
        Map<String, String> described = new TreeMap<>();
        schema.getAsJsonObject("properties").asMap().forEach((name, property) -> described.put(
                name, type(property.getAsJsonObject())));
        assertThat(described).as(view.getSimpleName()).isEqualTo(fields);
        List<String> required = new ArrayList<>();
        schema.getAsJsonArray("required").forEach(name -> required.add(name.getAsString()));
        assertThat(required).containsExactlyInAnyOrderElementsOf(fields.keySet());
    }

    private String type(Type type, Set<Class<?>> seen) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return "array of " + type(list.getActualTypeArguments()[0], seen);
        }
        if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            return "object of " + type(map.getActualTypeArguments()[1], seen);
        }
        Class<?> simple = (Class<?>) type;
        if (simple.isRecord()) {
            assertDescribed(simple, seen);
            return simple.getSimpleName();
        }
        return Map.<Class<?>, String>of(String.class, "string", int.class, "integer int32", long.class,
                "integer int64", Long.class, "integer int64", double.class, "number double", boolean.class, "boolean")
                .get(simple);
    }

    private static String type(JsonObject schema) {
        if (schema.has("$ref")) {
            return schema.get("$ref").getAsString().substring(REF.length());
        }
        if (schema.has("oneOf")) {
            return type(schema.getAsJsonArray("oneOf").get(0).getAsJsonObject());
        }
        String type = schema.get("type").getAsString();
        return switch (type) {
            case "array" -> "array of " + type(schema.getAsJsonObject("items"));
            case "object" -> "object of " + type(schema.getAsJsonObject("additionalProperties"));
            default -> schema.has("format") ? type + " " + schema.get("format").getAsString() : type;
        };
    }
}
