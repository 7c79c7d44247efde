package io.fairlead.cli.command;

import io.fairlead.cli.command.admin.AdminCommand;
import io.fairlead.cli.command.bench.BenchCommand;
import io.fairlead.cli.command.load.LoadCommand;
import io.fairlead.cli.logging.Logging;
import io.fairlead.cli.option.Role;
import io.fairlead.cli.run.ProgramVersion;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
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
     * @param arguments        those that it will be asked to execute, if known: when they begin with a sub-command no
     *                         other is made, as to make all takes as long as to start a server
     * @return the command line, which answers exit codes
     */
    public static CommandLine commandLine(
            Path workingDirectory, Map<String, String> environment, String... arguments) {
        // Until a server says otherwise: the other commands speak to their user, not to a log.
        Logging.configure("warn", false);
        CommandSpec root = CommandSpec.create().name("fairlead").mixinStandardHelpOptions(true);
        root.versionProvider(() -> new String[]{"fairlead " + ProgramVersion.get()});
        root.usageMessage().description("Rendezvous and relay servers for RustDesk clients.");
        Map<String, Supplier<CommandSpec>> commands = commands(workingDirectory, environment);
        if (arguments.length > 0 && commands.containsKey(arguments[0])) {
            root.addSubcommand(arguments[0], commands.get(arguments[0]).get());
        } else {
            commands.forEach((name, command) -> root.addSubcommand(name, command.get()));
        }
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

    /** In the order of the help. */
    private static Map<String, Supplier<CommandSpec>> commands(
            Path workingDirectory, Map<String, String> environment) {
        Map<String, Supplier<CommandSpec>> commands = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            commands.put(ServeCommand.name(role), () -> new ServeCommand(role, workingDirectory, environment).spec());
        }
        commands.put("keys", () -> KeysCommand.spec(workingDirectory));
        commands.put("devices", () -> DevicesCommand.spec(workingDirectory, environment));
        commands.put("explain", () -> new ExplainCommand(workingDirectory, environment).spec());
        commands.put("admin", () -> AdminCommand.spec(workingDirectory, environment));
        commands.put("import", () -> TransferCommand.importing(workingDirectory, environment));
        commands.put("export", () -> TransferCommand.exporting(workingDirectory, environment));
        commands.put("backup", () -> spec(new BackupCommand(workingDirectory)));
        commands.put("cluster", () -> ClusterCommand.spec(spec(new ClusterCommand())));
        commands.put("config-string", () -> spec(new ConfigStringCommand()));
        commands.put("doctor", () -> spec(new DoctorCommand()));
        commands.put("demo", () -> spec(new DemoCommand()));
        commands.put("demo-device", () -> spec(new DemoDeviceCommand()));
        commands.put("lab", () -> spec(new LabCommand()));
        commands.put("bench", BenchCommand::spec);
        commands.put("load", () -> LoadCommand.spec(workingDirectory));
        commands.put("rehearse", () -> spec(new RehearseCommand()));
        commands.put("version", () -> spec(new VersionCommand()));
        return commands;
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
