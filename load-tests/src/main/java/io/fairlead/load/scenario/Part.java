package io.fairlead.load.scenario;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One object of a scenario's file: remembers which of its names were asked for, the others are mistakes. */
final class Part {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Config config;
    private final Set<String> known = new HashSet<>();

    Part(Config config) {
        this.config = config;
    }

    Config config() {
        return config;
    }

    /** Notes that a name means something, and gives it back. */
    String known(String name) {
        known.add(name);
        return name;
    }

    boolean has(String name) {
        return config.hasPath(known(name));
    }

    String text(String name) {
        return config.getString(known(name));
    }

    /** One text, or several in a list. */
    List<String> texts(String name) {
        return config.getValue(known(name)).valueType() == ConfigValueType.LIST
                ? config.getStringList(name)
                : List.of(config.getString(name));
    }

    double number(String name) {
        return config.getDouble(known(name));
    }

    int count(String name) {
        return config.getInt(known(name));
    }

    double seconds(String name) {
        return config.getDuration(known(name)).toNanos() / NANOS;
    }

    Curve curve(String name) {
        return make(name, () -> ScenarioReader.curve(name, config.getValue(known(name))));
    }

    <E extends Enum<E>> E choice(String name, Class<E> type) {
        String text = text(name);
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new ConfigException.BadValue(config.getValue(name).origin(), name,
                        "'" + text + "' (expected: " + Arrays.stream(type.getEnumConstants())
                                .map(value -> value.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")) + ")"));
    }

    void optional(String name, Consumer<String> reader) {
        if (has(name)) {
            reader.accept(name);
        }
    }

    Part part(String name) {
        return new Part(config.getConfig(known(name)));
    }

    /** Reads an object wholly. */
    <T> T read(String name, Function<Part, T> reader) {
        Part part = part(name);
        T value = make(name, () -> reader.apply(part));
        part.refuseOthers();
        return value;
    }

    /** Says where a value stands that its record does not take. */
    <T> T make(String name, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (ConfigException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ConfigException.BadValue(config.getValue(name).origin(), name, e.getMessage(), e);
        }
    }

    <T> List<T> list(String name, Function<Part, T> reader) {
        List<T> all = new ArrayList<>();
        for (Config each : config.getConfigList(known(name))) {
            Part part = new Part(each);
            all.add(new Part(each.atPath(name)).make(name, () -> reader.apply(part)));
            part.refuseOthers();
        }
        return all;
    }

    void refuseOthers() {
        Set<String> unknown = new TreeSet<>(config.root().keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            String name = unknown.iterator().next();
            throw new ConfigException.BadPath(config.root().get(name).origin(), name,
                    "no such name (expected: " + String.join(", ", new TreeSet<>(known)) + ")");
        }
    }
}
