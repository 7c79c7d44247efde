package io.fairlead.cli;

import io.fairlead.cli.command.FairleadCommand;
import java.nio.file.Path;

/** Starts the command line. */
public final class Main {
    private Main() {}

    /**
     * Runs a command; the process ends with its exit code.
     *
     * @param arguments sub-command and options
     */
    public static void main(String[] arguments) {
        int exitCode = FairleadCommand.commandLine(Path.of("").toAbsolutePath(), System.getenv(), arguments)
                .execute(arguments);
        System.exit(exitCode);
    }
}
