package io.fairlead.load.bench;

import io.fairlead.load.bench.proc.Machine;
import io.fairlead.load.bench.report.HtmlReport;
import io.fairlead.load.bench.report.JsonReport;
import io.fairlead.load.bench.report.TextReport;
import io.fairlead.load.bench.result.BenchResult;
import io.fairlead.load.bench.result.ScenarioResult;
import io.fairlead.load.bench.server.Launcher;
import io.fairlead.load.bench.server.TargetSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of the command, from inside the place that it is to run in: measures, prints, writes the reports.
 *
 * @param isolation where this process is
 * @param cores     how they are divided; this process keeps to its own already
 * @param targets   one at least, of different names
 * @param reference name of the one that others are compared with; empty = none
 * @param rounds    how often and how long
 * @param directory that exists, for servers' files and logs
 * @param report    the page; its twin in JSON lies beside it
 * @param command   as the user gave it
 */
public record BenchSession(Isolation isolation, Cores cores, List<TargetSpec> targets, String reference, Rounds rounds,
        Path directory, Path report, String command) {
    /** Copies the targets. */
    public BenchSession {
        targets = List.copyOf(targets);
    }

    /**
     * Measures all. Blocks.
     *
     * @param scenarios in order
     * @param out       for the user
     * @return what was measured
     * @throws IOException when a server does not do its part, or a report cannot be written
     */
    public BenchResult run(List<? extends Scenario> scenarios, PrintWriter out) throws IOException {
        isolation.setUp();
        List<String> cautions = isolation.cautions(cores);
        cautions.forEach(caution -> out.println("! " + caution));
        out.flush();
        List<ScenarioResult> results = new ArrayList<>();
        BenchResult result = new BenchResult(environment(), cautions, reference, results);
        try (BenchRunner runner = new BenchRunner(new Launcher(isolation.host(), cores.server(), directory), targets,
                rounds, sources(), line -> {
                    out.println(line);
                    out.flush();
                })) {
            for (Scenario scenario : scenarios) {
                results.add(runner.run(scenario));
                result = new BenchResult(environment(), cautions, reference, results);
                // After each, so that a later failure takes nothing away.
                write(result);
            }
        }
        out.print(TextReport.of(result));
        out.println("report: " + report.toAbsolutePath() + ", all values: " + json().toAbsolutePath());
        out.flush();
        return result;
    }

    /** A server that ran before may be anywhere: then the system chooses where the generator's sockets are. */
    private Sources sources() {
        boolean elsewhere = targets.stream().anyMatch(target -> target instanceof TargetSpec.Running running
                && !running.at().socketAddress().getAddress().isLoopbackAddress());
        return elsewhere ? Sources.SYSTEM : isolation.sources();
    }

    private void write(BenchResult result) throws IOException {
        Files.writeString(report, HtmlReport.of(result));
        Files.writeString(json(), JsonReport.of(result));
    }

    private Path json() {
        String name = report.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return report.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".json");
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("command", command);
        environment.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        environment.put("processor", Machine.processor());
        environment.put("memory", Machine.memory());
        environment.put("kernel", Machine.kernel());
        environment.put("java", Machine.java());
        environment.put("network", isolation == Isolation.PRIVATE ? "private namespace" : "this machine's");
        environment.put("congestion control", Isolation.congestionControl());
        environment.put("cores of each server", cores.server().orElse("any"));
        environment.put("cores of the generator", cores.generator().orElse("any"));
        environment.put("seconds of a round", String.valueOf(rounds.measured().toMillis() / 1000.0));
        return environment;
    }
}
