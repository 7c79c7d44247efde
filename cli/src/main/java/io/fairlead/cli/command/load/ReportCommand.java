package io.fairlead.cli.command.load;

import io.fairlead.load.record.RunRecord;
import io.fairlead.load.report.HtmlReport;
import io.fairlead.load.report.JsonRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code load report}: draws a record again. Exit codes: 0 done, 2 a file cannot be read or written. */
@Command(name = "report", description = "Writes the page of a run that was recorded, from its JSON.")
final class ReportCommand implements Callable<Integer> {
    private final Path workingDirectory;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE.json", description = "What 'load run' has recorded.")
    private Path record;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE.html", description = "The page to write.")
    private Path output;

    ReportCommand(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            RunRecord run = JsonRecord.read(workingDirectory.resolve(record));
            Path page = workingDirectory.resolve(output);
            Files.writeString(page, HtmlReport.of(run));
            out.println("Written: " + page);
            return ExitCode.OK;
        } catch (IOException e) {
            spec.commandLine().getErr().println("fairlead: " + Unreadable.text(e));
            return ExitCode.USAGE;
        }
    }
}
