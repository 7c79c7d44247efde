package io.fairlead.cli.command;

import io.fairlead.cli.command.bench.BenchCommand;
import io.fairlead.cli.logging.Logging;
import io.fairlead.cli.option.Role;
import io.fairlead.cli.run.ProgramVersion;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The command line: {@code fairlead} and its sub-commands. */
public final class FairleadCommand {
    private static final int HELP_WIDTH = 120;

    private FairleadCommand() {}

    /**
     * Makes the command line.
     *
     * @param workingDirectory where {@code .env} and relative paths are
     * @param environment      the environment's variables
     * @return the command line, which answers exit codes
     */
    public static CommandLine commandLine(Path workingDirectory, Map<String, String> environment) {
        // Until a server says otherwise: the other commands speak to their user, not to a log.
        Logging.configure("warn", false);
        CommandSpec root = CommandSpec.create().name("fairlead").mixinStandardHelpOptions(true);
        root.versionProvider(() -> new String[]{"fairlead " + ProgramVersion.get()});
        root.usageMessage().description("Rendezvous and relay servers for RustDesk clients.");
        for (Role role : Role.values()) {
            ServeCommand serve = new ServeCommand(role, workingDirectory, environment);
            root.addSubcommand(serve.name(), serve.spec());
        }
        root.addSubcommand("keys", KeysCommand.spec(workingDirectory));
        root.addSubcommand("devices", DevicesCommand.spec(workingDirectory, environment));
        root.addSubcommand("explain", new ExplainCommand(workingDirectory, environment).spec());
        root.addSubcommand("import", TransferCommand.importing(workingDirectory, environment));
        root.addSubcommand("export", TransferCommand.exporting(workingDirectory, environment));
        root.addSubcommand("cluster", ClusterCommand.spec(spec(new ClusterCommand())));
        root.addSubcommand("config-string", spec(new ConfigStringCommand()));
        root.addSubcommand("doctor", spec(new DoctorCommand()));
        root.addSubcommand("demo", spec(new DemoCommand()));
        root.addSubcommand("demo-device", spec(new DemoDeviceCommand()));
        root.addSubcommand("lab", spec(new LabCommand()));
        root.addSubcommand("bench", BenchCommand.spec());
        root.addSubcommand("version", spec(new VersionCommand()));
        CommandLine commandLine = new CommandLine(root);
        commandLine.setUsageHelpWidth(HELP_WIDTH);
        commandLine.setUsageHelpLongOptionsMaxWidth(HELP_WIDTH / 3);
        commandLine.setExecutionStrategy(FairleadCommand::run);
        commandLine.setExecutionExceptionHandler((failure, line, _) -> {
            line.getErr().println("fairlead: " + Failures.text(failure));
            return CommandLine.ExitCode.SOFTWARE;
        });
        return commandLine;
    }

    private static CommandSpec spec(Object command) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(command);
        spec.mixinStandardHelpOptions(true);
        return spec;
    }

    /** Without a sub-command there is nothing to do but to say which there are. */
    private static int run(CommandLine.ParseResult parsed) {
        if (!parsed.hasSubcommand() && !parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested()) {
            parsed.commandSpec()
                    .commandLine()
                    .usage(parsed.commandSpec().commandLine().getErr());
            return CommandLine.ExitCode.USAGE;
        }
        return new CommandLine.RunLast().execute(parsed);
    }
}
