package io.fairlead.load.bench;

import io.fairlead.load.bench.result.Figure;
import io.fairlead.load.bench.result.Sample;
import io.fairlead.load.bench.result.ScenarioResult;
import io.fairlead.load.bench.result.Series;
import io.fairlead.load.bench.server.Launcher;
import io.fairlead.load.bench.server.Server;
import io.fairlead.load.bench.server.ServerRole;
import io.fairlead.load.bench.server.TargetSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes turns between the targets, round after round, so that fast and slow spells of the machine meet all of them.
 * Servers are kept from one benchmark to the next of the same role. For use by one thread, which makes the load.
 */
public final class BenchRunner implements AutoCloseable {
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private final Launcher launcher;
    private final List<Turn> turns;
    private final Rounds rounds;
    private final Sources sources;
    private final Consumer<String> progress;
    private Optional<ServerRole> role = Optional.empty();

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
        this.turns = targets.stream().map(Turn::new).toList();
        this.rounds = rounds;
        this.sources = sources;
        this.progress = progress;
    }

    /** A target, its server while it runs, and what was measured of it in a benchmark. */
    private static final class Turn {
        private final TargetSpec spec;
        private List<Sample> samples = new ArrayList<>();
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
        if (scenario.needsNewServer() || !role.equals(Optional.of(scenario.role()))) {
            close();
        }
        role = Optional.of(scenario.role());
        List<Turn> able = new ArrayList<>();
        for (Turn turn : turns) {
            turn.samples = new ArrayList<>();
            if (start(turn, scenario)) {
                if (scenario.suits(turn.server.orElseThrow(), sources)) {
                    able.add(turn);
                } else {
                    progress.accept(scenario.name() + ": " + turn.spec.name() + " does not do this");
                }
            }
        }
        if (!scenario.needsNewServer() && !rounds.warmUp().isZero()) {
            for (Turn turn : able) {
                progress.accept(scenario.name() + ": " + turn.spec.name() + " warms up");
                Sample _ = scenario.run(turn.server.orElseThrow(),
                        new Pace(Duration.ZERO, rounds.warmUp(), sources));
            }
        }
        for (int round = 0; round < rounds.rounds(); round++) {
            for (int index : Rounds.order(round, able.size())) {
                measure(scenario, able.get(index), round);
            }
        }
        return new ScenarioResult(scenario.name(), scenario.title(), scenario.plan(), scenario.figures(),
                able.stream().map(turn -> new Series(turn.spec.name(), turn.samples)).toList());
    }

    /** Whether it runs then: not every program has every role. */
    private boolean start(Turn turn, Scenario scenario) throws IOException {
        if (turn.server.isEmpty()) {
            turn.server = launcher.start(turn.spec, scenario.role());
        }
        return turn.server.isPresent();
    }

    private void measure(Scenario scenario, Turn turn, int round) throws IOException {
        boolean runs = start(turn, scenario);
        Server server = turn.server.orElseThrow(() -> new IllegalStateException(turn.spec.name() + " runs: " + runs));
        Sample sample = scenario.run(server, new Pace(SETTLE, rounds.measured(), sources));
        turn.samples.add(sample);
        Figure first = scenario.figures().getFirst();
        progress.accept(String.format(Locale.ROOT, "%s: round %d of %d, %s: %.4g %s", scenario.name(), round + 1,
                rounds.rounds(), turn.spec.name(), sample.value(first), first.unit()));
        if (scenario.needsNewServer()) {
            turn.end();
        }
    }

    /** Ends the servers that it has started. */
    @Override
    public void close() {
        turns.forEach(Turn::end);
    }
}
