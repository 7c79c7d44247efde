package io.fairlead.cli.command.bench;

import io.fairlead.load.bench.Cores;
import io.fairlead.load.bench.Isolation;
import io.fairlead.load.bench.Rounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** What all benchmarks take. */
final class BenchOptions {
    private static final long MILLIS = 1000;
    private static final double LONGEST_SECONDS = 3600;

    // @formatter:off
    @Option(names = "--rounds", defaultValue = "5", paramLabel = "N",
            description = "Measured on each target, in turn with the others, 1 to 1000. Default: 5.")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "5", paramLabel = "S",
            description = "Measured in each round, in seconds, 0.1 to 3600. Default: 5.")
    private double seconds;

    @Option(names = "--warm-up", defaultValue = "5", paramLabel = "S",
            description = "Load on each target before the first round, in seconds, 0 to 3600. Default: 5.")
    private double warmUp;

    @Option(names = "--against", paramLabel = "NAME=HOST:PORT",
            description = "A server that runs already, on this machine; with --pid. A relay's port for legs, a"
                    + " rendezvous server's port P. A plain TCP proxy is NAME=proxy:HOST:PORT,HOST:PORT, the second"
                    + " where it forwards to: the generator listens there. May be repeated; the first is what the"
                    + " others are compared with. All is measured in this network then.")
    private List<String> against = new ArrayList<>();

    @Option(names = "--pid", paramLabel = "N",
            description = "Process id of an --against, in their order.")
    private List<Long> pids = new ArrayList<>();

    @Option(names = "--key", defaultValue = "", paramLabel = "KEY",
            description = "Key that those servers demand, base64. Default: none.")
    private String key = "";

    @Option(names = "--peer", paramLabel = "PROGRAM=FILE",
            description = "Another program that is started for the purpose: hbbs, hbbr or haproxy, and its file. May be"
                    + " repeated.")
    private List<String> peers = new ArrayList<>();

    @Option(names = "--variant", paramLabel = "NAME=OPTIONS",
            description = "One more Fairlead, with options for the server and (-X..., -D...) its JVM, separated by"
                    + " blanks. May be repeated.")
    private List<String> variants = new ArrayList<>();

    @Option(names = "--build", paramLabel = "NAME=DIR",
            description = "One more Fairlead, of another checkout: its cli/target/fairlead/lib. May be repeated.")
    private List<String> builds = new ArrayList<>();

    @Option(names = "--no-fairlead", description = "Leaves out this Fairlead with its own defaults.")
    private boolean noFairlead;

    @Option(names = "--network", defaultValue = "auto", paramLabel = "auto|private|here",
            description = "Where: a private network namespace (needs root), or this network. Default: private when it"
                    + " can be had and no --against is given.")
    private String network = "auto";

    @Option(names = "--server-cores", paramLabel = "LIST",
            description = "Cores of each server, for example 0-1. Default: the first.")
    private Optional<String> serverCores = Optional.empty();

    @Option(names = "--generator-cores", paramLabel = "LIST",
            description = "Cores of the load generator. Default: the last.")
    private Optional<String> generatorCores = Optional.empty();

    @Option(names = "--nice", defaultValue = "0", paramLabel = "N",
            description = "Priority of generator and servers, -20 to 19; less is more, and needs root. -20 keeps other"
                    + " programs away where the machine cannot be had alone. Default: 0.")
    private int nice;

    @Option(names = "--report", defaultValue = "fairlead-bench.html", paramLabel = "FILE",
            description = "The report, a page of its own; all values are beside it in JSON. Default:"
                    + " fairlead-bench.html.")
    private Path report;

    @Option(names = "--directory", paramLabel = "DIR",
            description = "For files and logs of the servers. Default: a temporary one.")
    private Optional<Path> directory = Optional.empty();

    /** Given by the command to itself when it is where it is to run. */
    @Option(names = "--inside", hidden = true, converter = Place.Reader.class)
    private Optional<Place> inside = Optional.empty();
    // @formatter:on

    /**
     * Where a process is.
     *
     * @param isolation its network
     * @param cores     how they are divided
     */
    record Place(Isolation isolation, Cores cores) {
        private static final String ANY = "any";

        /** As the command gives it to itself. */
        String text() {
            return isolation + ":" + cores.server().orElse(ANY) + ":" + cores.generator().orElse(ANY);
        }

        /** Reads it back. */
        static final class Reader implements ITypeConverter<Place> {
            @Override
            public Place convert(String text) {
                List<String> parts = List.of(text.split(":", -1));
                return new Place(Isolation.valueOf(parts.get(0)), new Cores(list(parts.get(1)), list(parts.get(2))));
            }

            private static Optional<String> list(String text) {
                return ANY.equals(text) ? Optional.empty() : Optional.of(text);
            }
        }
    }

    /** Where this process is, when it was started by itself. */
    Optional<Place> inside() {
        return inside;
    }

    /** Where to run. */
    Place place() {
        Cores divided = Isolation.cores();
        serverCores.ifPresent(Cores::parse);
        generatorCores.ifPresent(Cores::parse);
        return new Place(isolation(),
                new Cores(serverCores.or(divided::server), generatorCores.or(divided::generator)));
    }

    private Isolation isolation() {
        return switch (network) {
            case "private" -> Isolation.PRIVATE;
            case "here" -> Isolation.HERE;
            case "auto" -> against.isEmpty() ? Isolation.best() : Isolation.HERE;
            default -> throw new IllegalArgumentException(
                    "--network: '" + network + "' (expected: auto, private or here)");
        };
    }

    Rounds rounds() {
        if (rounds < 1 || rounds > 1000) {
            throw new IllegalArgumentException("--rounds: " + rounds + " (expected: 1..1000)");
        }
        return new Rounds(rounds, duration("--seconds", seconds, 0.1), duration("--warm-up", warmUp, 0));
    }

    private static Duration duration(String option, double seconds, double least) {
        if (!(seconds >= least && seconds <= LONGEST_SECONDS)) {
            throw new IllegalArgumentException(option + ": " + seconds + " (expected: " + least + "..3600)");
        }
        return Duration.ofMillis(Math.round(seconds * MILLIS));
    }

    Targets targets() {
        return new Targets(against, pids, key, peers, variants, builds, noFairlead);
    }

    /**
     * What comes before the command line of the generator, whose priority the servers inherit. Where Linux groups
     * processes by session, a priority counts inside of its session alone, so the session gets the same.
     */
    List<String> priority() {
        if (nice < -20 || nice > 19) {
            throw new IllegalArgumentException("--nice: " + nice + " (expected: -20..19)");
        }
        return nice == 0
                ? List.of()
                : List.of("setsid", "sh", "-c",
                        "{ echo " + nice + " > /proc/self/autogroup; } 2>/dev/null; exec nice -n "
                                + nice + " \"$@\"",
                        "sh");
    }

    Path report() {
        return report;
    }

    Optional<Path> directory() {
        return directory;
    }
}
