package io.fairlead.cli.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** What a command of this process came to: its exit code, and what it wrote to its user and of mistakes. */
public record Ran(int exitCode, String said, String complained) {
    /** Runs a command in a directory, without an environment. */
    public static Ran in(Path directory, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = FairleadCommand.commandLine(directory, Map.of());
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Ran(line.execute(arguments), out.toString(), err.toString());
    }
}
