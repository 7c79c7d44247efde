package io.fairlead.cli.command.load;

import io.fairlead.cli.run.ProgramVersion;
import io.fairlead.load.client.Target;
import io.fairlead.load.lab.NodeCommand;
import io.fairlead.load.record.Criterion;
import io.fairlead.load.record.RunRecord;
import io.fairlead.load.report.HtmlReport;
import io.fairlead.load.report.JsonRecord;
import io.fairlead.load.run.LabSite;
import io.fairlead.load.run.LoadRun;
import io.fairlead.load.run.LocalSite;
import io.fairlead.load.run.Progress;
import io.fairlead.load.run.RunningSite;
import io.fairlead.load.run.ScenarioFiles;
import io.fairlead.load.run.Site;
import io.fairlead.load.scenario.Scenario;
import io.fairlead.load.scenario.ScenarioReader;
import io.fairlead.protocol.address.HostPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code load run}: runs a scenario. Exit codes: 0 passed, 1 not passed, 2 wrong usage, or it could not be run. */
@Command(name = "run", description = {"Runs a scenario: clients as the field has them, against servers.",
        "Exit code 0: all that it demands came of it; 1: not all; 2: it could not be run."})
final class RunCommand implements Callable<Integer> {
    private static final int PORT = 21_116;
    /** A process may have so many files open that this many clients on connections fit, and their answers. */
    private static final int CONNECTED_PER_PROCESS = 12_000;

    private final Path workingDirectory;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SCENARIO", description = "A file, or the name of one that comes along: see 'load list'.")
    private String scenarioName;

    @Option(names = "--scale", defaultValue = "1", paramLabel = "X", description = "Multiplies devices, sessions and"
            + " rates, more than 0. Default: 1.")
    private double scale;

    @Option(names = "--seed", paramLabel = "N", description = "Of all random choices. Default: the scenario's.")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--processes", paramLabel = "N", description = "Generator processes, 1 to 64. Default: as many as"
            + " the devices' connections need.")
    private Optional<Integer> processes = Optional.empty();

    @Option(names = "--target", paramLabel = "HOST[:PORT]", description = "Servers that run already, ours or others."
            + " Default: one is started, or the cluster that the scenario wants.")
    private Optional<String> target = Optional.empty();

    @Option(names = "--key", defaultValue = "", paramLabel = "KEY", description = "The public key of --target.")
    private String key;

    @Option(names = "--pid", paramLabel = "NAME=N", description = "A process of --target on this machine, whose"
            + " processor time and memory are recorded. Several times for several.")
    private List<String> pids = List.of();

    @Option(names = "--standalone", description = "One process, also where the scenario wants a cluster.")
    private boolean standalone;

    @Option(names = "--server-option", paramLabel = "OPTION", description = "Given to servers that are started, for"
            + " example --server-option=--log-level=warn. Several times for several.")
    private List<String> serverOptions = List.of();

    @Option(names = "--directory", paramLabel = "DIR", description = "Where servers that are started have data and"
            + " logs. Default: a new temporary one.")
    private Optional<Path> directory = Optional.empty();

    @Option(names = {"-o", "--output"}, paramLabel = "FILE.html", description = "The report; its twin in JSON lies"
            + " beside it. Default: fairlead-load-NAME.html.")
    private Optional<Path> output = Optional.empty();

    RunCommand(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    @Override
    public Integer call() {
        try {
            Path place = directory.isPresent()
                    ? Files.createDirectories(workingDirectory.resolve(directory.get()))
                    : Files.createTempDirectory("fairlead-load");
            Path file = ScenarioFiles.find(scenarioName, workingDirectory, place);
            Scenario read = ScenarioReader.file(file);
            Scenario scenario = read.scaled(scale).seeded(seed.orElse(read.seed()));
            return run(scenario, file, place);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (IOException e) {
            spec.commandLine().getErr().println("fairlead: " + Unreadable.text(e));
            return ExitCode.USAGE;
        }
    }

    private int run(Scenario scenario, Path file, Path place) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(scenario.title() + " (" + scenario.duration().toSeconds() + " s, "
                + scenario.devices().all() + " devices, seed " + scenario.seed() + ")");
        out.println("files and logs: " + place);
        out.flush();
        int count = processes.orElse(Math.max(1, Math.ceilDiv(
                scenario.devices().tcp() + scenario.devices().webSocket(), CONNECTED_PER_PROCESS)));
        try (Site site = site(scenario, place)) {
            out.println("target: " + site.kind() + ", " + site.target().host() + ":" + site.target().port());
            out.flush();
            LoadRun.Setup setup = new LoadRun.Setup(file, scale, seed, count, NodeCommand.ofThisJvm(), place,
                    target.isPresent() ? "unknown" : ProgramVersion.get());
            RunRecord record = new LoadRun(setup, scenario, site, this::tell).run();
            return report(record, out);
        }
    }

    private void tell(Progress progress) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(progress.text());
        out.flush();
    }

    private Site site(Scenario scenario, Path place) throws IOException {
        // Those of the command line come last, as the last one counts.
        List<String> options = Stream.concat(scenario.servers().options().stream(), serverOptions.stream()).toList();
        if (target.isPresent()) {
            HostPort at = HostPort.parse(target.get(), PORT);
            return new RunningSite(new Target(at.host(), at.port(), key), watched());
        }
        return scenario.servers().isCluster() && !standalone
                ? new LabSite(scenario.servers(), NodeCommand.ofThisJvm(), options, place.resolve("servers"))
                : new LocalSite(NodeCommand.ofThisJvm(), options, place.resolve("server"));
    }

    private Map<String, Long> watched() {
        Map<String, Long> watched = new HashMap<>();
        for (String pid : pids) {
            int equals = pid.indexOf('=');
            try {
                watched.put(pid.substring(0, equals), Long.valueOf(pid.substring(equals + 1)));
            } catch (StringIndexOutOfBoundsException | NumberFormatException e) {
                throw new IllegalArgumentException("--pid: '" + pid + "' (expected: NAME=NUMBER)", e);
            }
        }
        return watched;
    }

    private int report(RunRecord record, PrintWriter out) throws IOException {
        Path page = workingDirectory.resolve(output.orElse(Path.of("fairlead-load-" + record.info().name() + ".html")));
        String name = page.getFileName().toString();
        int dot = name.lastIndexOf('.');
        Path json = page.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".json");
        Files.writeString(page, HtmlReport.of(record));
        JsonRecord.write(record.compact(), json);
        out.println();
        for (Criterion each : record.criteria()) {
            out.println((each.passed() ? "passed  " : "FAILED  ") + each.name() + ": " + each.measured() + " ("
                    + each.required() + ")");
        }
        record.limitations().forEach(text -> out.println("limit   " + text));
        record.failures().forEach(kind -> out.printf("%7.0f %s%n", kind.total(), kind.name()));
        out.println("report: " + page + ", all values: " + json);
        out.flush();
        return record.passed() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
