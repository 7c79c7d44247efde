package io.fairlead.cli.command.load;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code load ...}: load tests that behave like the field, and what was recorded of them. */
public final class LoadCommand {
    private LoadCommand() {}

    /**
     * Makes the command.
     *
     * @param workingDirectory where relative paths begin
     * @return with all its sub-commands
     */
    public static CommandSpec spec(Path workingDirectory) {
        CommandSpec load = CommandSpec.create().name("load").mixinStandardHelpOptions(true);
        load.usageMessage().description("Load tests and their reports, see docs/load-tests.md.");
        List<Callable<Integer>> commands = List.of(new RunCommand(workingDirectory), new ListCommand(),
                new CompareCommand(workingDirectory), new ReportCommand(workingDirectory),
                new CostsCommand(workingDirectory), new CapacityCommand());
        for (Callable<Integer> command : commands) {
            CommandSpec spec = CommandSpec.forAnnotatedObject(command);
            spec.mixinStandardHelpOptions(true);
            load.addSubcommand(spec.name(), new CommandLine(spec));
        }
        return load;
    }
}
