package io.fairlead.cli.command;

import io.fairlead.load.lab.ConformanceSuite;
import io.fairlead.load.lab.Laboratory;
import io.fairlead.load.lab.Layout;
import io.fairlead.load.lab.NodeCommand;
import io.fairlead.load.lab.Requirements;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code lab}: builds a cluster behind a load balancer on this machine, in network namespaces, and stays until told to
 * end; or runs the conformance suite through its one address.
 */
@Command(name = "lab", description = "Builds a cluster behind a load balancer in network namespaces (needs root).")
final class LabCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--standalone", description = "One node that is everything, in place of a cluster.")
    private boolean standalone;

    @Option(names = "--rendezvous", defaultValue = "3", paramLabel = "N", description = "Nodes. Default: 3.")
    private int rendezvous;

    @Option(names = "--relays", defaultValue = "2", paramLabel = "N", description = "Relay nodes. Default: 2.")
    private int relays;

    @Option(names = "--directory", paramLabel = "DIR", description = "Of data and logs. Default: a temporary one.")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--conformance", description = "Run the conformance suite through the one address, and end.")
    private boolean conformance;

    @Option(names = "--times", defaultValue = "1", paramLabel = "N", description = "So often. Default: 1.")
    private int times;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Layout layout = layout();
        Optional<String> missing = Requirements.notice();
        if (missing.isPresent()) {
            spec.commandLine().getErr().println("fairlead: " + missing.get());
            return ExitCode.USAGE;
        }
        NodeCommand command = NodeCommand.ofThisJvm();
        Optional<ConformanceSuite> suite = ConformanceSuite.besideBuild(command);
        if (conformance && suite.isEmpty()) {
            throw new IOException("the conformance suite is not here; run bin/fairlead of a checkout");
        }
        PrintWriter out = spec.commandLine().getOut();
        Path where = directory.isPresent() ? directory.get() : Files.createTempDirectory("fairlead-lab");
        try (Laboratory laboratory = Laboratory.start(layout, command, where)) {
            show(out, laboratory);
            return conformance ? run(out, suite.get(), laboratory) : stay();
        }
    }

    private Layout layout() {
        if (times < 1) {
            throw new ParameterException(spec.commandLine(), "--times: " + times + " (expected: at least 1)");
        }
        try {
            return standalone ? new Layout.Standalone(List.of()) : Layout.Cluster.of(rendezvous, relays);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static void show(PrintWriter out, Laboratory laboratory) {
        String clients = laboratory.clients().name();
        out.println("The laboratory is ready.");
        out.print(laboratory.description());
        out.println("As a client:       ip netns exec " + clients + " COMMAND");
        out.println("A node's metrics:  ip netns exec " + laboratory.nodes().getFirst().namespace().name()
                + " curl http://127.0.0.1:21120/metrics");
        out.println("Flows and nodes:   ip netns exec " + laboratory.router().namespace().name() + " conntrack -L");
        out.flush();
    }

    private int run(PrintWriter out, ConformanceSuite suite, Laboratory laboratory) throws IOException {
        int passed = 0;
        for (int i = 1; i <= times; i++) {
            Path log = laboratory.directory().resolve("conformance-" + i + ".log");
            ConformanceSuite.Result result = suite.run(laboratory, log);
            passed += result.allPassed() ? 1 : 0;
            out.printf("run %d of %d: %s%n", i, times, result.summary());
            if (!result.allPassed()) {
                out.print(result.report());
            }
            out.flush();
        }
        out.printf("The suite passed %d of %d times; logs are in %s.%n", passed, times, laboratory.directory());
        return passed == times ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** The namespaces go when the JVM is told to end. */
    private static int stay() throws InterruptedException {
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }
}
