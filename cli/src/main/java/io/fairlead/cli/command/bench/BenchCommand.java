package io.fairlead.cli.command.bench;

import io.fairlead.load.bench.Scenario;
import io.fairlead.load.bench.drive.Devices;
import io.fairlead.load.bench.drive.Heartbeats;
import io.fairlead.load.bench.drive.PunchHolePlan;
import io.fairlead.load.bench.drive.PunchHoleWay;
import io.fairlead.load.bench.drive.PunchHoles;
import io.fairlead.load.bench.drive.RegisteredDevices;
import io.fairlead.load.bench.drive.RelayBulk;
import io.fairlead.load.bench.drive.RelayIdle;
import io.fairlead.load.bench.drive.RelayPaced;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code bench}: measures what servers cost, this one and others. */
public final class BenchCommand {
    private BenchCommand() {}

    /**
     * Makes the command.
     *
     * @return with all benchmarks as sub-commands
     */
    public static CommandSpec spec() {
        CommandSpec bench = CommandSpec.create().name("bench").mixinStandardHelpOptions(true);
        bench.usageMessage().description("Measures what servers cost, this one and others, see docs/benchmarks.md.");
        single().forEach(benchmark -> add(bench, benchmark));
        add(bench, new All());
        return bench;
    }

    private static List<Benchmark> single() {
        return List.of(new Bulk(), new Frames(), new Messages(), new Idle(), new Beats(), new Punches(),
                new Registered());
    }

    private static void add(CommandSpec bench, Benchmark benchmark) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(benchmark);
        spec.mixinStandardHelpOptions(true);
        spec.usageMessage().sortOptions(false);
        bench.addSubcommand(spec.name(), new CommandLine(spec));
    }

    // @formatter:off
    /** Greedy streams. */
    @Command(name = "relay-bulk", description = "Streams through a relay as fast as they go: CPU per gigabyte.")
    private static final class Bulk extends Benchmark {
        @Option(names = "--streams", defaultValue = "64", paramLabel = "N",
                description = "Sessions at once, 1 to 9000. Default: 64.")
        private int streams;

        @Option(names = "--write-bytes", defaultValue = "131072", paramLabel = "BYTES",
                description = "Of each write, 1 to 262144. Default: 131072.")
        private int writeBytes;

        @Override
        List<Scenario> scenarios() {
            return List.of(new RelayBulk(streams, writeBytes));
        }
    }

    /** Pictures of a remote screen. */
    @Command(name = "relay-frames", description = "Large messages at an even pace: CPU per message, and delay.")
    private static final class Frames extends Benchmark {
        @Option(names = "--streams", defaultValue = "200", paramLabel = "N",
                description = "Sessions at once, 1 to 9000. Default: 200.")
        private int streams;

        @Option(names = "--bytes", defaultValue = "32768", paramLabel = "BYTES",
                description = "Of each message, at least 1. Default: 32768.")
        private int bytes;

        @Option(names = "--rate", defaultValue = "30", paramLabel = "N",
                description = "Messages of each session per second, more than 0. Default: 30.")
        private double rate;

        @Override
        List<Scenario> scenarios() {
            return List.of(new RelayPaced("relay-frames", streams, bytes, rate));
        }
    }

    /** What a session carries most of the time. */
    @Command(name = "relay-messages", description = "Small messages at an even pace: CPU per message, and delay.")
    private static final class Messages extends Benchmark {
        @Option(names = "--streams", defaultValue = "500", paramLabel = "N",
                description = "Sessions at once, 1 to 9000. Default: 500.")
        private int streams;

        @Option(names = "--bytes", defaultValue = "3300", paramLabel = "BYTES",
                description = "Of each message, at least 1. Default: 3300.")
        private int bytes;

        @Option(names = "--rate", defaultValue = "30", paramLabel = "N",
                description = "Messages of each session per second, more than 0. Default: 30.")
        private double rate;

        @Override
        List<Scenario> scenarios() {
            return List.of(new RelayPaced("relay-messages", streams, bytes, rate));
        }
    }

    /** Sessions that are open and silent. */
    @Command(name = "relay-idle", description = "Sessions that carry nothing: memory of each.")
    private static final class Idle extends Benchmark {
        @Option(names = "--pairs", defaultValue = "5000", paramLabel = "N",
                description = "Sessions at once, 1 to 9000; each takes two file descriptors of either process."
                        + " Default: 5000.")
        private int pairs;

        @Override
        List<Scenario> scenarios() {
            return List.of(new RelayIdle(pairs));
        }
    }

    /** Signs of life of many devices. */
    @Command(name = "heartbeats", description = "Heartbeats of registered devices: CPU of each, and the lost ones.")
    private static final class Beats extends Benchmark {
        @Option(names = "--devices", defaultValue = "10000", paramLabel = "N",
                description = "Registered, each with an address of its own, 1 to 4063232. Default: 10000.")
        private int devices;

        @Option(names = "--rates", defaultValue = "0,84000,20000", split = ",", paramLabel = "N,...",
                description = "Heartbeats of all together per second, one benchmark for each; 0 = a flood. Default:"
                        + " 0,84000,20000.")
        private List<Double> rates;

        @Option(names = "--in-flight", defaultValue = "" + Heartbeats.IN_FLIGHT, paramLabel = "N",
                description = "Without an answer at once, in a flood, at least 1. Default: " + Heartbeats.IN_FLIGHT
                        + ".")
        private int inFlight;

        @Override
        List<Scenario> scenarios() {
            Devices registered = new Devices(devices);
            return rates.stream().<Scenario>map(rate -> new Heartbeats(registered, rate, inFlight)).toList();
        }
    }

    /** Introductions. */
    @Command(name = "punch-hole", description = "Introductions of requesters to devices: CPU of each, and delay.")
    private static final class Punches extends Benchmark {
        @Option(names = "--ways", defaultValue = "fresh,kept,refused", split = ",", paramLabel = "WAY",
                converter = WayReader.class,
                description = "fresh: either side by a new connection for each, as clients do; kept: by connections"
                        + " that stay; refused: for devices that are offline. Default: all three.")
        private List<PunchHoleWay> ways;

        @Option(names = "--devices", defaultValue = "256", paramLabel = "N",
                description = "Online, each with an address of its own, 1 to 100000. Default: 256.")
        private int devices;

        @Option(names = "--in-flight", defaultValue = "32", paramLabel = "N",
                description = "Without an answer at once, at the highest rate, 1 to 3000. Default: 32.")
        private int inFlight;

        @Option(names = "--rate", defaultValue = "0", paramLabel = "N",
                description = "Per second, where delays are measured. Default: half of what the slowest can do.")
        private double rate;

        @Override
        List<Scenario> scenarios() {
            PunchHolePlan plan = new PunchHolePlan(devices, inFlight, rate);
            return ways.stream().<Scenario>flatMap(way -> Stream.of(new PunchHoles(plan, way, false),
                    new PunchHoles(plan, way, true))).toList();
        }
    }

    /** A whole fleet that comes at once. */
    @Command(name = "devices", description = "Devices that a server does not know register: CPU, and memory with all.")
    private static final class Registered extends Benchmark {
        @Option(names = "--devices", defaultValue = "100000", paramLabel = "N",
                description = "Each with an address of its own, 1 to 4063232. Default: 100000.")
        private int devices;

        @Option(names = "--in-flight", defaultValue = "" + Heartbeats.IN_FLIGHT, paramLabel = "N",
                description = "Datagrams without an answer at once, at least 1. Default: " + Heartbeats.IN_FLIGHT
                        + ".")
        private int inFlight;

        @Option(names = "--heartbeats", defaultValue = "3", paramLabel = "N",
                description = "Of each device, after all are registered, at least 1. Default: 3.")
        private int heartbeats;

        @Override
        List<Scenario> scenarios() {
            return List.of(new RegisteredDevices(devices, inFlight, heartbeats));
        }
    }

    // @formatter:on

    /** Names are told in lower case. */
    private static final class WayReader implements ITypeConverter<PunchHoleWay> {
        @Override
        public PunchHoleWay convert(String value) {
            return PunchHoleWay.of(value)
                    .orElseThrow(() -> new TypeConversionException("'" + value + "' (expected: fresh, kept, refused)"));
        }
    }

    /** Everything with its defaults. */
    @Command(name = "all", description = "All of them, with their defaults.")
    private static final class All extends Benchmark {
        @Override
        List<Scenario> scenarios() {
            List<Scenario> all = new ArrayList<>();
            for (Benchmark each : single()) {
                // Without arguments its options have their defaults.
                new CommandLine(each).parseArgs();
                all.addAll(each.scenarios());
            }
            return all;
        }
    }
}
