package io.fairlead.load.run;

import io.fairlead.load.scenario.Scenario;
import io.fairlead.load.scenario.ScenarioReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Scenarios that come along, and those of users. */
public final class ScenarioFiles {
    private static final String PLACE = "/io/fairlead/load/scenarios/";
    private static final List<String> NAMES = List.of("steady-day", "morning", "isp-flap", "failover", "relay-roll",
            "slow-readers", "abuse", "cold-start", "million", "connections", "costs", "week");

    private ScenarioFiles() {}

    /**
     * Names those that come along.
     *
     * @return in order
     */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Reads one that comes along.
     *
     * @param name one of {@link #names}
     * @return the scenario
     */
    public static Scenario known(String name) {
        return ScenarioReader.text(text(name));
    }

    private static String text(String name) {
        try (InputStream in = ScenarioFiles.class.getResourceAsStream(PLACE + name + ".conf")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Finds a scenario's file.
     *
     * @param what      a file, or one of {@link #names}
     * @param directory where relative paths begin
     * @param copies    where a copy of what comes along is put
     * @return a file
     * @throws IOException              when the copy cannot be written
     * @throws IllegalArgumentException when there is no such file, and none comes along
     */
    public static Path find(String what, Path directory, Path copies) throws IOException {
        Path file = directory.resolve(what);
        if (Files.isRegularFile(file)) {
            return file;
        }
        if (!NAMES.contains(what)) {
            throw new IllegalArgumentException("scenario: '" + what + "' (expected: a file, or one of "
                    + String.join(", ", NAMES) + ")");
        }
        return Files.writeString(copies.resolve(what + ".conf"), text(what));
    }
}
