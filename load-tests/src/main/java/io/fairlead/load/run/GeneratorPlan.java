package io.fairlead.load.run;

import io.fairlead.load.bench.Sources;
import io.fairlead.load.client.Target;
import io.fairlead.load.fleet.FleetPlan;
import io.fairlead.load.scenario.Lack;
import io.fairlead.load.scenario.Scenario;
import io.fairlead.load.scenario.ScenarioReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one generator process does.
 *
 * @param file     of the scenario
 * @param scale    of the scenario
 * @param seed     of all random choices
 * @param target   the server
 * @param sources  addresses of clients
 * @param process  number of this process, from 0
 * @param of       so many processes there are
 * @param start    when the run begins: the same for all
 * @param record   the file that it writes at its end
 * @param lacks    of the servers, without which the scenario does
 */
public record GeneratorPlan(Path file, double scale, long seed, Target target, Sources sources, int process, int of,
        Instant start, Path record, Set<Lack> lacks) {
    private static final int WORDS = 12;

    /** Checks the numbers. */
    public GeneratorPlan {
        lacks = Set.copyOf(lacks);
        if (of < 1 || of > FleetPlan.MOST_PROCESSES || process < 0 || process >= of) {
            throw new IllegalArgumentException("process: " + process + " of " + of + " (expected: 0.., 1.."
                    + FleetPlan.MOST_PROCESSES + ")");
        }
    }

    /**
     * Writes it as the words of a command line.
     *
     * @return for {@link #of(List)}
     */
    public List<String> words() {
        return List.of(file.toAbsolutePath().toString(), String.valueOf(scale), String.valueOf(seed), target.host(),
                String.valueOf(target.port()), target.key(), sources.name(), String.valueOf(process),
                String.valueOf(of), start.toString(), record.toAbsolutePath().toString(),
                lacks.stream().map(Lack::name).sorted().collect(Collectors.joining(",")));
    }

    /**
     * Reads it.
     *
     * @param words from {@link #words}
     * @return the plan
     */
    public static GeneratorPlan of(List<String> words) {
        if (words.size() != WORDS) {
            throw new IllegalArgumentException("words: " + words.size() + " (expected: " + WORDS + ")");
        }
        Target target = new Target(words.get(3), Integer.parseInt(words.get(4)), words.get(5));
        return new GeneratorPlan(Path.of(words.get(0)), Double.parseDouble(words.get(1)),
                Long.parseLong(words.get(2)), target, Sources.valueOf(words.get(6)), Integer.parseInt(words.get(7)),
                Integer.parseInt(words.get(8)), Instant.parse(words.get(9)), Path.of(words.get(10)),
                Stream.of(words.get(11).split(",")).filter(name -> !name.isEmpty()).map(Lack::valueOf)
                        .collect(Collectors.toSet()));
    }

    /**
     * Reads the scenario, as large as it is to be for all processes together.
     *
     * @return the scenario
     * @throws IllegalArgumentException when the file is no scenario
     */
    public Scenario scenario() {
        return ScenarioReader.file(file).scaled(scale).seeded(seed).without(lacks);
    }

    /** Which of the scenario's devices this process has: of each kind an even share. */
    FleetPlan fleet(Scenario scenario) {
        Scenario.Devices all = scenario.devices();
        int first = 0;
        for (int before = 0; before < process; before++) {
            first += share(all.udp(), before) + share(all.tcp(), before) + share(all.webSocket(), before);
        }
        return new FleetPlan(target, seed, sources, share(all.udp(), process), share(all.tcp(), process),
                share(all.webSocket(), process), all.perHome(), all.olderShare(), first, all.all(), process);
    }

    /** So many sessions this process may have at once. */
    int sessions(Scenario scenario) {
        return share(scenario.sessions().most(), process);
    }

    private int share(int all, int number) {
        return (int) ((long) all * (number + 1) / of - (long) all * number / of);
    }
}
