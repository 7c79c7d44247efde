package io.fairlead.cli.command;

import io.fairlead.cli.logging.Logging;
import io.fairlead.cli.option.Role;
import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.Settings;
import io.fairlead.cli.option.SettingsException;
import io.fairlead.cli.option.SettingsLoader;
import io.fairlead.cli.run.RunningNodes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code standalone}, {@code rendezvous} and {@code relay}: runs nodes until the process is told to end. */
final class ServeCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

    private final Role role;
    private final SettingsLoader loader;
    private final CommandSpec spec;

    ServeCommand(Role role, Path workingDirectory, Map<String, String> environment) {
        this.role = role;
        this.loader = new SettingsLoader(workingDirectory, environment);
        this.spec = CommandSpec.wrapWithoutInspection(this).name(name(role)).mixinStandardHelpOptions(true);
        spec.usageMessage().description(description());
        for (Setting setting : Setting.values()) {
            if (setting.appliesTo(role)) {
                spec.addOption(option(setting));
            }
        }
    }

    private String description() {
        return switch (role) {
            case RENDEZVOUS -> "Runs a rendezvous (ID) server.";
            case RELAY -> "Runs a relay.";
            case STANDALONE -> "Runs a rendezvous server and a relay in one process.";
        };
    }

    static OptionSpec option(Setting setting) {
        String[] names = setting.shortFlag()
                .map(flag -> new String[]{"-" + flag, "--" + setting.label()})
                .orElseGet(() -> new String[]{"--" + setting.label()});
        String value = setting.defaultValue();
        String unit = setting.unit().isEmpty() ? "" : " " + setting.unit();
        String shown = value.isEmpty() ? "" : " Default: " + value + unit + ".";
        return OptionSpec.builder(names)
                .type(String.class)
                .arity("1")
                .paramLabel(setting.placeholder())
                .description(setting.description() + shown)
                .build();
    }

    static String name(Role role) {
        return role.label();
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings;
        RunningNodes nodes;
        try {
            settings = loader.load(role, flags(spec));
            Logging.configure(settings.logLevel(), settings.logsJson());
            settings.warnings().forEach(warning -> log.atWarn().log(warning));
            nodes = RunningNodes.start(settings);
        } catch (SettingsException e) {
            e.mistakes().forEach(mistake -> spec.commandLine().getErr().println("fairlead: " + mistake));
            return ExitCode.USAGE;
        }
        spec.commandLine().getOut().println(nodes.summary());
        spec.commandLine().getOut().flush();
        // A process that a signal ends would not end with 0 by itself.
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
                    nodes.close();
                    Runtime.getRuntime().halt(ExitCode.OK);
                }));
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    static Map<Setting, String> flags(CommandSpec spec) {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            OptionSpec option = spec.findOption("--" + setting.label());
            if (option != null && option.getValue() instanceof String value) {
                flags.put(setting, value);
            }
        }
        return flags;
    }
}
