package io.fairlead.cli.command.load;

import io.fairlead.load.report.Comparison;
import io.fairlead.load.report.ComparisonPage;
import io.fairlead.load.report.ComparisonText;
import io.fairlead.load.report.JsonRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code load compare}: lays two records beside each other. Exit codes: 0 compared, 1 a cost has grown by more than
 * {@code --fail-above} or a criterion is no longer fulfilled, 2 wrong usage or a file that cannot be read or written.
 */
@Command(name = "compare", description = "Compares two runs that were recorded: B with A.")
final class CompareCommand implements Callable<Integer> {
    private static final int WORSE = 1;
    private static final String FAIL_ABOVE = "Exit with 1 when a cost of B is more than this times that of A, or when B"
            + " fails a criterion that A has passed; for example 1.10.";

    private final Path workingDirectory;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A.json", description = "The run to compare with.")
    private Path before;

    @Parameters(index = "1", paramLabel = "B.json", description = "The run to compare.")
    private Path after;

    @Option(names = "--html", paramLabel = "FILE", description = "Also write a page with the plots of both.")
    private Optional<Path> html = Optional.empty();

    @Option(names = "--fail-above", paramLabel = "RATIO", description = FAIL_ABOVE)
    private Optional<Double> failAbove = Optional.empty();

    CompareCommand(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    @Override
    public Integer call() {
        if (failAbove.isPresent() && !(failAbove.get() > 0)) {
            throw new ParameterException(spec.commandLine(),
                    "--fail-above: " + failAbove.get() + " (expected: more than 0, for example 1.10)");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            Comparison comparison = Comparison.of(JsonRecord.read(workingDirectory.resolve(before)),
                    JsonRecord.read(workingDirectory.resolve(after)));
            out.print(ComparisonText.of(comparison));
            if (html.isPresent()) {
                Path page = workingDirectory.resolve(html.get());
                Files.writeString(page, ComparisonPage.of(comparison));
                out.println("\nWritten: " + page);
            }
            return failAbove.isPresent() ? judge(out, comparison, failAbove.get()) : ExitCode.OK;
        } catch (IOException e) {
            spec.commandLine().getErr().println("fairlead: " + Unreadable.text(e));
            return ExitCode.USAGE;
        } finally {
            out.flush();
        }
    }

    private static int judge(PrintWriter out, Comparison comparison, double limit) {
        List<String> worse = comparison.worse(limit);
        if (worse.isEmpty()) {
            out.println("\nNothing is more than " + limit + " times worse.");
            return ExitCode.OK;
        }
        out.println("\nMore than " + limit + " times worse, or failed now:");
        worse.forEach(each -> out.println("  " + each));
        return WORSE;
    }
}
