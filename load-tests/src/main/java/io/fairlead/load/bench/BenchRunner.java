package io.fairlead.load.bench;

import io.fairlead.load.bench.result.Sample;
import io.fairlead.load.bench.result.ScenarioResult;
import io.fairlead.load.bench.result.Series;
import io.fairlead.load.bench.server.Launcher;
import io.fairlead.load.bench.server.Server;
import io.fairlead.load.bench.server.TargetSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes turns between the targets, round after round, so that fast and slow spells of the machine meet all of them. For
 * use by one thread, which makes the load.
 */
public final class BenchRunner {
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private final Launcher launcher;
    private final List<TargetSpec> targets;
    private final Rounds rounds;
    private final Sources sources;
    private final Consumer<String> progress;

    /**
     * Makes one.
     *
     * @param launcher starts targets
     * @param targets  one at least, of different names
     * @param rounds   how often and how long
     * @param sources  where the generator's sockets are
     * @param progress told, in a line, what is being done
     */
    public BenchRunner(Launcher launcher, List<TargetSpec> targets, Rounds rounds, Sources sources,
            Consumer<String> progress) {
        this.launcher = launcher;
        this.targets = List.copyOf(targets);
        this.rounds = rounds;
        this.sources = sources;
        this.progress = progress;
    }

    /** A target and what was measured of it so far. */
    private static final class Turn {
        private final TargetSpec spec;
        private final List<Sample> samples = new ArrayList<>();
        private Optional<Server> server = Optional.empty();

        Turn(TargetSpec spec) {
            this.spec = spec;
        }

        void end() {
            server.ifPresent(Server::close);
            server = Optional.empty();
        }
    }

    /**
     * Measures one benchmark on all targets that have its role.
     *
     * @param scenario the benchmark
     * @return all rounds
     * @throws IOException when a server cannot be started or does not do its part
     */
    public ScenarioResult run(Scenario scenario) throws IOException {
        List<Turn> turns = new ArrayList<>();
        try {
            for (TargetSpec target : targets) {
                Turn turn = new Turn(target);
                turn.server = launcher.start(target, scenario.role());
                if (turn.server.isPresent()) {
                    turns.add(turn);
                }
            }
            if (!scenario.needsNewServer()) {
                warmUp(scenario, turns);
            }
            for (int round = 0; round < rounds.rounds(); round++) {
                for (int index : Rounds.order(round, turns.size())) {
                    measure(scenario, turns.get(index), round);
                }
            }
        } finally {
            turns.forEach(Turn::end);
        }
        return new ScenarioResult(scenario.name(), scenario.title(), scenario.plan(), scenario.figures(),
                turns.stream().map(turn -> new Series(turn.spec.name(), turn.samples)).toList());
    }

    private void warmUp(Scenario scenario, List<Turn> turns) throws IOException {
        if (rounds.warmUp().isZero()) {
            return;
        }
        for (Turn turn : turns) {
            progress.accept(scenario.name() + ": " + turn.spec.name() + " warms up");
            Sample unused = scenario.run(turn.server.orElseThrow(),
                    new Pace(Duration.ZERO, rounds.warmUp(), sources));
            unused.warnings().forEach(warning -> progress.accept("  while warming up: " + warning));
        }
    }

    private void measure(Scenario scenario, Turn turn, int round) throws IOException {
        if (turn.server.isEmpty()) {
            turn.server = launcher.start(turn.spec, scenario.role());
        }
        Server server = turn.server.orElseThrow();
        Sample sample = scenario.run(server, new Pace(SETTLE, rounds.measured(), sources));
        turn.samples.add(sample);
        progress.accept(String.format(Locale.ROOT, "%s: round %d of %d, %s: %.4g %s", scenario.name(), round
                + 1, rounds.rounds(), turn.spec.name(), sample.value(scenario.figures().getFirst()),
                scenario.figures().getFirst().unit()));
        if (scenario.needsNewServer() && server.isOwn()) {
            turn.end();
        }
    }
}
