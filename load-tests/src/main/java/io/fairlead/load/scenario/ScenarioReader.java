package io.fairlead.load.scenario;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.fairlead.load.fleet.AbuseKind;
import io.fairlead.load.fleet.Habits;
import io.fairlead.load.scenario.Requirement.Measure;
import io.fairlead.load.scenario.Requirement.Which;
import io.fairlead.load.traffic.TrafficModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Reads scenarios from files in HOCON, see {@code docs/load-tests.md}. What they say that means nothing is a mistake.
 */
public final class ScenarioReader {
    private static final String DEFAULTS = "io/fairlead/load/scenario/defaults.conf";
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private ScenarioReader() {}

    /**
     * Reads a file.
     *
     * @param file in HOCON
     * @return the scenario
     * @throws IllegalArgumentException when it cannot be read; the message names the place, the value, and what is
     *                                  expected
     */
    public static Scenario file(Path file) {
        return checked(() -> ConfigFactory.parseFile(file.toFile(),
                ConfigParseOptions.defaults().setAllowMissing(false)));
    }

    /**
     * Reads a text.
     *
     * @param text in HOCON
     * @return the scenario
     * @throws IllegalArgumentException as {@link #file}
     */
    public static Scenario text(String text) {
        return checked(() -> ConfigFactory.parseString(text));
    }

    private interface Source {
        Config get();
    }

    private static Scenario checked(Source source) {
        try {
            Config defaults = ConfigFactory.parseResources(ScenarioReader.class.getClassLoader(), DEFAULTS);
            return scenario(new Part(source.get().withFallback(defaults).resolve()));
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Scenario scenario(Part part) {
        Part devices = part.part("devices");
        Scenario scenario = new Scenario(
                part.text("name"),
                part.text("title"),
                part.text("description"),
                part.config().getLong(part.known("seed")),
                part.config().getDuration(part.known("duration")),
                part.read("servers", servers -> new Scenario.Servers(
                        servers.count("rendezvous"), servers.count("relays"), servers.texts("options"))),
                part.make("devices", () -> new Scenario.Devices(devices.count("udp"), devices.count("tcp"),
                        devices.count("web-socket"), devices.count("per-home"), devices.number("older"))),
                part.curve("present"),
                part.curve("introductions"),
                part.curve("lists"),
                part.read("controllers", ScenarioReader::habits),
                part.read("sessions", ScenarioReader::sessions),
                part.list("events", ScenarioReader::event).stream()
                        .sorted(Comparator.comparingDouble(Event::second)).toList(),
                part.list("require", ScenarioReader::requirement));
        devices.refuseOthers();
        part.refuseOthers();
        return scenario;
    }

    private static Habits habits(Part part) {
        return new Habits(part.number("relay"), part.number("punch"), part.number("direct"),
                part.number("web-socket"), part.number("same-home"), part.number("absent"), part.number("verified"),
                part.count("list-length"));
    }

    private static Scenario.Sessions sessions(Part part) {
        Config model = part.config().getConfig(part.known("model"));
        // What is wrong in it is told now.
        TrafficModel _ = TrafficModel.of(model);
        return new Scenario.Sessions(part.count("most"), part.number("durations"), part.number("checked"),
                model.root().render(ConfigRenderOptions.concise()));
    }

    private static Event event(Part part) {
        List<Action> actions = new ArrayList<>();
        part.optional("move-homes", name -> actions.add(new Action.Move(part.count(name))));
        part.optional("slow-readers", name -> actions.add(new Action.SlowReaders(part.number(name),
                part.config().getBytes(part.known("bytes-per-second")))));
        part.optional("abuse", name -> actions.add(new Action.Abuse(
                part.choice(name, AbuseKind.class), part.number("per-second"))));
        for (Action.Deed deed : Action.Deed.values()) {
            part.optional(deed.name().toLowerCase(Locale.ROOT),
                    name -> actions.add(new Action.Server(deed, part.text(name))));
        }
        if (actions.size() != 1) {
            throw new IllegalArgumentException("event: " + actions.size() + " things happen (expected: one of"
                    + " move-homes, slow-readers, abuse, kill, stop, start, restart)");
        }
        return new Event(part.seconds("at"), actions.getFirst());
    }

    private static Requirement requirement(Part part) {
        List<Measure> measures = new ArrayList<>();
        Optional<String> of = part.has("of") ? Optional.of(part.text("of")) : Optional.empty();
        part.optional("time", name -> measures.add(new Measure.Time(part.text(name), part.number("percentile"))));
        part.optional("amount", name -> measures.add(new Measure.Amount(part.texts(name), of)));
        part.optional("failures", name -> measures.add(new Measure.Failures(part.text(name), of)));
        for (Which which : Which.values()) {
            part.optional(which.name().toLowerCase(Locale.ROOT), name -> measures.add(
                    new Measure.Level(part.text(name), which, of.filter("devices"::equals).isPresent())));
        }
        if (measures.size() != 1) {
            throw new IllegalArgumentException("requirement: " + measures.size() + " things are looked at (expected:"
                    + " one of time, amount, failures, last, lowest, highest)");
        }
        boolean time = measures.getFirst() instanceof Measure.Time;
        return new Requirement(part.text("name"), measures.getFirst(),
                part.has("from") ? part.seconds("from") : 0,
                part.has("to") ? part.seconds("to") : Double.POSITIVE_INFINITY,
                limit(part, "at-least", time), limit(part, "at-most", time));
    }

    private static Optional<Double> limit(Part part, String name, boolean time) {
        if (!part.has(name)) {
            return Optional.empty();
        }
        return Optional.of(time ? part.seconds(name) : part.number(name));
    }

    /** A curve's points are pairs of a time and a value; a number alone is the same all the time. */
    static Curve curve(String name, ConfigValue value) {
        if (value.valueType() != ConfigValueType.LIST) {
            return Curve.constant(value.atPath(name).getDouble(name));
        }
        List<Curve.Point> points = new ArrayList<>();
        for (ConfigValue point : (ConfigList) value) {
            if (!(point instanceof ConfigList pair) || pair.size() != 2) {
                throw new ConfigException.WrongType(point.origin(), "expected a time and a value, as [30 s, 0.5]");
            }
            Duration at = pair.get(0).atPath(name).getDuration(name);
            points.add(new Curve.Point(at.toNanos() / NANOS, pair.get(1).atPath(name).getDouble(name)));
        }
        return new Curve(points);
    }
}
