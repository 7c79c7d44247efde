package io.fairlead.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A Compose file, with the values that its user gives. */
final class ComposeFile {
    /** Dollar, name, and either a default or a word on what is missing. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::([-?])([^}]*))?}");

    private final Map<String, Object> content;

    private ComposeFile(Map<String, Object> content) {
        this.content = content;
    }

    /** Reads one; fails when a value is missing, as Compose does. */
    static ComposeFile read(Path file, Map<String, String> values) throws IOException {
        String text = VARIABLE.matcher(Files.readString(file)).replaceAll(
                found -> Matcher.quoteReplacement(value(found.group(1), found.group(2), found.group(3), values)));
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new ComposeFile(new Yaml(new SafeConstructor(options)).load(text));
    }

    private static String value(String name, String kind, String word, Map<String, String> values) {
        String value = values.get(name);
        if (value == null && !"-".equals(kind)) {
            throw new IllegalArgumentException(name + ": " + word);
        }
        return value == null ? word : value;
    }

    /** One of its services; each method fails where a service has no such thing. */
    record Service(String name, Map<String, Object> content) {
        String text(String key) {
            return content.get(key).toString();
        }

        @SuppressWarnings("unchecked")
        List<String> list(String key) {
            return (List<String>) content.getOrDefault(key, List.of());
        }

        @SuppressWarnings("unchecked")
        Map<String, Object> map(String key) {
            return (Map<String, Object>) content.getOrDefault(key, Map.of());
        }

        /** Port of the machine by port of the container and its protocol. */
        Map<String, Integer> ports() {
            return list("ports").stream()
                    .map(port -> port.split(":"))
                    .collect(Collectors.toMap(port -> port[1], port -> Integer.valueOf(port[0])));
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> part(String name) {
        return (Map<String, Object>) content.get(name);
    }

    @SuppressWarnings("unchecked")
    List<Service> services() {
        return part("services").entrySet().stream()
                .map(entry -> new Service(entry.getKey(), (Map<String, Object>) entry.getValue()))
                .toList();
    }

    /** Those that run our image. */
    List<Service> ours() {
        return services().stream().filter(service -> service.text("image").startsWith("fairlead:")).toList();
    }

    /** Names of the volumes that it declares. */
    List<String> volumes() {
        return List.copyOf(part("volumes").keySet());
    }
}
