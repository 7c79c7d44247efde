package io.fairlead.cli.command.load;

import io.fairlead.load.capacity.CostFit;
import io.fairlead.load.page.TextTable;
import io.fairlead.load.record.RunRecord;
import io.fairlead.load.report.JsonRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code load costs}: what servers took for each thing that they did. Exit codes: 0 written, 2 wrong usage or file. */
@Command(name = "costs", description = "Fits processor time of servers to what they had work with in a recorded run,"
        + " best one of the scenario 'costs'.")
final class CostsCommand implements Callable<Integer> {
    private static final double PERCENT = 100;

    private final Path workingDirectory;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "RECORD.json", description = "Runs that were recorded.")
    private List<Path> records;

    @Option(names = "--from", paramLabel = "N", defaultValue = "112", description = "The second from which on it"
            + " counts: before, Java compiles. Default: ${DEFAULT-VALUE}, the second round of 'costs'.")
    private int from;

    @Option(names = "--bin", paramLabel = "N", defaultValue = "5", description = "Seconds that are taken together,"
            + " as work may be done later than it was caused. Default: ${DEFAULT-VALUE}.")
    private int bin;

    CostsCommand(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    @Override
    public Integer call() {
        if (from < 0 || bin < 1) {
            throw new ParameterException(spec.commandLine(),
                    "--from " + from + ", --bin " + bin + " (expected: at least 0, at least 1)");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            for (Path path : records) {
                write(JsonRecord.read(workingDirectory.resolve(path)), path, out);
            }
            return ExitCode.OK;
        } catch (IOException e) {
            spec.commandLine().getErr().println("fairlead: " + Unreadable.text(e));
            return ExitCode.USAGE;
        } finally {
            out.flush();
        }
    }

    private void write(RunRecord record, Path path, PrintWriter out) throws IOException {
        out.println(path + ": " + record.info().description() + ", from " + from + " s on");
        for (String role : CostFit.roles(record)) {
            CostFit fit;
            try {
                fit = CostFit.of(record, role, from, bin);
            } catch (IllegalArgumentException e) {
                throw new IOException(path + ": " + e.getMessage(), e);
            }
            out.printf(Locale.ROOT, "%n%s, %.1f processes; %.0f %% of what varies is explained%n", role,
                    fit.processes(), fit.share() * PERCENT);
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("of one", "processor time", "+-"));
            for (CostFit.Cost cost : fit.costs()) {
                rows.add(List.of(cost.cause().text(), cost.cause().cost(cost.seconds()),
                        cost.cause().cost(cost.error())));
            }
            out.print(TextTable.of(rows));
        }
        out.println();
    }
}
