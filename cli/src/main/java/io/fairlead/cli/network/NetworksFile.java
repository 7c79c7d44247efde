package io.fairlead.cli.network;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.fairlead.protocol.address.Cidr;
import io.fairlead.rendezvous.network.Masquerade;
import io.fairlead.rendezvous.network.Network;
import io.fairlead.rendezvous.network.RelayView;
import io.fairlead.rendezvous.network.SameSite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The file of the option {@code networks-file}, in HOCON: an object for each network, by its name. Every mistake is
 * told with its line.
 */
public final class NetworksFile {
    private static final Set<String> KEYS = Set.of("cidrs", "relay", "relays", "same-site", "masquerade",
            "trusted-proxy");

    private static final Set<String> VIEW_KEYS = Set.of("address", "websocket");

    private NetworksFile() {}

    /**
     * Reads a file.
     *
     * @param file where it is
     * @return the networks in the order of their lines
     * @throws IllegalArgumentException when it can't be read, or says what cannot be; the message names file, line,
     *                                  value and what is allowed
     */
    public static List<Network> read(Path file) {
        try {
            Config config = ConfigFactory.parseFile(
                    file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false)).resolve();
            List<Network> networks = new ArrayList<>();
            config.root()
                    .entrySet()
                    .stream()
                    .sorted(Comparator.comparingInt(entry -> entry.getValue().origin().lineNumber()))
                    .forEach(entry -> networks.add(network(file, entry.getKey(), entry.getValue())));
            return networks;
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Network network(Path file, String name, ConfigValue value) {
        ConfigObject object = object(file, "network '" + name + "'", value);
        checkKeys(file, object, KEYS);
        return new Network(
                name,
                cidrs(file, object),
                Optional.ofNullable(object.get("relay")).map(view -> view(file, view)),
                relays(file, object),
                choice(file, object, "same-site", SameSite.values(), SameSite::label, SameSite.DIRECT),
                choice(file, object, "masquerade", Masquerade.values(), Masquerade::label, Masquerade.AUTO),
                bool(file, object, "trusted-proxy"),
                place(file, value));
    }

    private static List<Cidr> cidrs(Path file, ConfigObject object) {
        ConfigValue value = object.get("cidrs");
        if (value == null) {
            return List.of();
        }
        List<Cidr> cidrs = new ArrayList<>();
        List<?> texts = value.valueType() == ConfigValueType.LIST
                ? (List<?>) value.unwrapped()
                : Arrays.asList(String.valueOf(value.unwrapped()).split(",", -1));
        for (Object text : texts) {
            try {
                cidrs.add(Cidr.parse(String.valueOf(text)));
            } catch (IllegalArgumentException e) {
                throw mistake(file, value, e.getMessage());
            }
        }
        return cidrs;
    }

    private static Map<String, RelayView> relays(Path file, ConfigObject object) {
        Map<String, RelayView> relays = new LinkedHashMap<>();
        if (object.containsKey("relays")) {
            object(file, "relays", object.get("relays")).forEach((name, view) -> relays.put(name, view(file, view)));
        }
        return relays;
    }

    private static RelayView view(Path file, ConfigValue value) {
        try {
            if (value.valueType() != ConfigValueType.OBJECT) {
                return new RelayView(String.valueOf(value.unwrapped()));
            }
            ConfigObject object = (ConfigObject) value;
            checkKeys(file, object, VIEW_KEYS);
            if (!object.containsKey("address")) {
                throw mistake(file, value, "a relay has no address (expected: address = HOST[:PORT])");
            }
            return new RelayView(
                    String.valueOf(object.get("address").unwrapped()),
                    Optional.ofNullable(object.get("websocket")).map(host -> String.valueOf(host.unwrapped())));
        } catch (MistakeException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw mistake(file, value, e.getMessage());
        }
    }

    private static <T> T choice(
            Path file, ConfigObject object, String key, T[] all, Function<T, String> label, T otherwise) {
        ConfigValue value = object.get(key);
        if (value == null) {
            return otherwise;
        }
        String text = String.valueOf(value.unwrapped());
        return Arrays.stream(all)
                .filter(one -> label.apply(one).equals(text))
                .findFirst()
                .orElseThrow(() -> mistake(file, value, key + ": '" + text + "' (expected: "
                        + Arrays.stream(all).map(label).collect(Collectors.joining(", ")) + ")"));
    }

    private static boolean bool(Path file, ConfigObject object, String key) {
        return choice(file, object, key, new Boolean[]{true, false}, String::valueOf, false);
    }

    private static ConfigObject object(Path file, String what, ConfigValue value) {
        if (value.valueType() != ConfigValueType.OBJECT) {
            throw mistake(file, value, what + ": " + value.render(ConfigRenderOptions.concise())
                    + " (expected: { ... })");
        }
        return (ConfigObject) value;
    }

    private static void checkKeys(Path file, ConfigObject object, Set<String> known) {
        for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw mistake(file, entry.getValue(), "'" + entry.getKey() + "' (expected: "
                        + known.stream().sorted().collect(Collectors.joining(", ")) + ")");
            }
        }
    }

    private static String place(Path file, ConfigValue value) {
        return file.getFileName() + " line " + value.origin().lineNumber();
    }

    private static MistakeException mistake(Path file, ConfigValue value, String what) {
        return new MistakeException(place(file, value) + ": " + what);
    }

    /** A mistake whose line is told already. */
    private static final class MistakeException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        MistakeException(String message) {
            super(message);
        }
    }
}
