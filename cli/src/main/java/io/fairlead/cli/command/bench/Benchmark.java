package io.fairlead.cli.command.bench;

import io.fairlead.cli.command.bench.BenchOptions.Place;
import io.fairlead.load.bench.BenchSession;
import io.fairlead.load.bench.Scenario;
import io.fairlead.load.lab.NodeCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A benchmark as a command: starts itself once more in the place where it is to run, and measures there. */
abstract class Benchmark implements Callable<Integer> {
    /** The generator keeps histograms and little else. */
    private static final String GENERATOR_HEAP = "-Xmx1g";

    @Spec
    private CommandSpec spec;

    @Mixin
    private BenchOptions options;

    /** What is measured. Wrong numbers are told by IllegalArgumentException. */
    abstract List<Scenario> scenarios();

    @Override
    public final Integer call() throws IOException, InterruptedException {
        try {
            List<Scenario> scenarios = scenarios();
            Targets targets = options.targets();
            options.rounds();
            if (options.inside().isEmpty()) {
                targets.all();
                return relaunch(options.place());
            }
            return measure(options.inside().get(), targets, scenarios);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<String> arguments() {
        return spec.root().commandLine().getParseResult().originalArgs();
    }

    private int relaunch(Place place) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(arguments());
        arguments.add("--inside=" + place.text());
        List<String> line = new ArrayList<>(options.priority());
        line.addAll(place.isolation().prefix(place.cores().generator()));
        line.addAll(NodeCommand.ofThisJvm().with(GENERATOR_HEAP).line(arguments));
        Process process = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
        PrintWriter out = spec.commandLine().getOut();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            said.lines().forEach(text -> {
                out.println(text);
                out.flush();
            });
        }
        return process.waitFor();
    }

    private int measure(Place place, Targets targets, List<Scenario> scenarios) throws IOException {
        Path directory = options.directory().isPresent()
                ? Files.createDirectories(options.directory().get())
                : Files.createTempDirectory("fairlead-bench");
        PrintWriter out = spec.commandLine().getOut();
        out.println("servers' files and logs: " + directory);
        List<String> given = arguments().stream().filter(word -> !word.startsWith("--inside")).toList();
        new BenchSession(place.isolation(), place.cores(), targets.all(), targets.reference(), options.rounds(),
                directory.toAbsolutePath(), options.report().toAbsolutePath(),
                "bin/fairlead " + String.join(" ", given)).run(scenarios, out);
        return ExitCode.OK;
    }
}
