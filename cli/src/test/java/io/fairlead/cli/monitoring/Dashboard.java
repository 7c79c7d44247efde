package io.fairlead.cli.monitoring;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A dashboard as it lies in {@code grafana/dashboards}. */
public record Dashboard(String file, JsonObject json) {
    private static final Path DIRECTORY = Path.of("../grafana/dashboards");

    /** One query of a panel. */
    public record Query(String panel, String expression) {}

    public static List<Dashboard> all() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().map(Dashboard::read).toList();
        }
    }

    private static Dashboard read(Path file) {
        try {
            return new Dashboard(
                    file.getFileName().toString(), JsonParser.parseString(Files.readString(file)).getAsJsonObject());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    List<JsonObject> panels() {
        return objects(json, "panels");
    }

    List<JsonObject> variables() {
        return objects(json.getAsJsonObject("templating"), "list");
    }

    static List<JsonObject> objects(JsonObject of, String name) {
        return StreamSupport.stream(of.getAsJsonArray(name).spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    public List<Query> queries() {
        return panels().stream()
                .flatMap(panel -> objects(panel, "targets").stream().map(target -> new Query(
                        panel.get("title").getAsString(), target.get("expr").getAsString())))
                .toList();
    }

    @Override
    public String toString() {
        return file;
    }
}
