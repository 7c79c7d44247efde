package io.fairlead.load.traffic;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueType;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.function.Function;

/** Reads a model out of a file's words. What it says that is not asked for is a mistake. */
final class ModelReader {
    private static final String DEFAULT = "io/fairlead/load/traffic/default-model.conf";
    private static final String NONE = "none";

    private final Config config;
    private final Set<String> asked = new HashSet<>();

    private ModelReader(Config config) {
        this.config = config;
    }

    static TrafficModel standard() {
        return read(ConfigFactory.empty());
    }

    static TrafficModel read(Config changes) {
        Config standard = ConfigFactory.parseResources(ModelReader.class.getClassLoader(), DEFAULT);
        return new ModelReader(changes.withFallback(standard).resolve()).model();
    }

    private TrafficModel model() {
        Map<SessionKind, Profile> profiles = new EnumMap<>(SessionKind.class);
        for (SessionKind kind : SessionKind.values()) {
            profiles.put(kind, profile(kind.key() + "."));
        }
        Distribution keepAlive = distribution("keep-alive");
        int keepAliveBytes = (int) number("keep-alive-bytes", value -> value >= 1);
        refuseOthers();
        try {
            return new TrafficModel(profiles, keepAlive, keepAliveBytes);
        } catch (IllegalArgumentException e) {
            throw new ConfigException.BadValue(config.origin(), "weight", e.getMessage(), e);
        }
    }

    private void refuseOthers() {
        Set<String> unknown = new TreeSet<>();
        config.entrySet().forEach(entry -> unknown.add(String.join(".", ConfigUtil.splitPath(entry.getKey()))));
        unknown.removeAll(asked);
        if (!unknown.isEmpty()) {
            String path = unknown.iterator().next();
            throw new ConfigException.BadPath(config.getValue(path).origin(), path, "no such name in a traffic model");
        }
    }

    private Profile profile(String at) {
        return new Profile(
                number(at + "weight", value -> value >= 0),
                distribution(at + "duration"),
                distribution(at + "active"),
                distribution(at + "pause"),
                part(at + "screen", this::screen),
                part(at + "input", this::input),
                part(at + "audio", this::audio),
                part(at + "files", this::files));
    }

    private <T> Optional<T> part(String path, Function<String, T> reader) {
        if (config.getValue(path).valueType() == ConfigValueType.STRING && config.getString(path).equals(NONE)) {
            asked.add(path);
            return Optional.empty();
        }
        return Optional.of(reader.apply(path + "."));
    }

    private Profile.Screen screen(String at) {
        return new Profile.Screen(
                distribution(at + "rate"),
                distribution(at + "frames-per-second"),
                number(at + "irregular", value -> value >= 0),
                distribution(at + "key-bytes"),
                distribution(at + "scene"),
                number(at + "delta-sigma", value -> value >= 0));
    }

    private Profile.Input input(String at) {
        return new Profile.Input(
                distribution(at + "burst"),
                distribution(at + "within"),
                distribution(at + "between"),
                distribution(at + "bytes"),
                share(at + "echo"));
    }

    private Profile.Audio audio(String at) {
        return new Profile.Audio(
                share(at + "share"),
                number(at + "per-second", value -> value > 0),
                distribution(at + "bytes"));
    }

    private Profile.Files files(String at) {
        return new Profile.Files(
                share(at + "from-device"),
                distribution(at + "file-bytes"),
                distribution(at + "rate"),
                (int) number(at + "block", value -> value >= 1),
                (int) number(at + "window", value -> value >= 1),
                distribution(at + "between"));
    }

    private double share(String path) {
        return number(path, value -> value >= 0 && value <= 1);
    }

    private double number(String path, DoublePredicate allowed) {
        asked.add(path);
        double value = config.getDouble(path);
        if (!allowed.test(value)) {
            throw new ConfigException.BadValue(config.getValue(path).origin(), path, value + " is out of range");
        }
        return value;
    }

    private Distribution distribution(String path) {
        asked.add(path);
        String text = config.getString(path);
        String[] words = text.trim().split("\\s+");
        try {
            return switch (words[0]) {
                case "uniform" -> new Distribution.Uniform(word(words, 1, 3), word(words, 2, 3));
                case "exponential" -> new Distribution.Exponential(word(words, 1, 2));
                case "lognormal" -> new Distribution.LogNormal(
                        word(words, 1, 5), word(words, 2, 5), word(words, 3, 5), word(words, 4, 5));
                case "pareto" -> new Distribution.Pareto(word(words, 1, 4), word(words, 2, 4), word(words, 3, 4));
                default -> new Distribution.Constant(word(words, 0, 1));
            };
        } catch (IllegalArgumentException e) {
            throw new ConfigException.BadValue(config.getValue(path).origin(), path,
                    "'" + text + "': " + e.getMessage(), e);
        }
    }

    private static double word(String[] words, int index, int count) {
        if (words.length != count) {
            throw new IllegalArgumentException(words.length + " words (expected: " + count + ")");
        }
        return Double.parseDouble(words[index]);
    }
}
