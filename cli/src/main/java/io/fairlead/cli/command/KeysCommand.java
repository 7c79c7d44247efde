package io.fairlead.cli.command;

import io.fairlead.protocol.crypto.KeyFiles;
import io.fairlead.protocol.crypto.ServerKeyPair;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntBiFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code keys generate}, {@code keys show} and {@code keys validate}: the server's key pair. */
final class KeysCommand implements Callable<Integer> {
    private final Path workingDirectory;
    private final ToIntBiFunction<KeyFiles, PrintWriter> action;
    private CommandSpec spec;

    private KeysCommand(Path workingDirectory, ToIntBiFunction<KeyFiles, PrintWriter> action) {
        this.workingDirectory = workingDirectory;
        this.action = action;
    }

    static CommandSpec spec(Path workingDirectory) {
        CommandSpec keys = CommandSpec.create().name("keys").mixinStandardHelpOptions(true);
        keys.usageMessage().description("Makes, shows and checks the server's key pair.");
        keys.addSubcommand("generate", new KeysCommand(workingDirectory, KeysCommand::generate)
                .named("generate", "Makes a key pair where there is none."));
        keys.addSubcommand("show", new KeysCommand(workingDirectory, KeysCommand::show)
                .named("show", "Shows the public key, which clients are given."));
        keys.addSubcommand("validate", new KeysCommand(workingDirectory, KeysCommand::validate)
                .named("validate", "Checks the key files."));
        return keys;
    }

    private CommandSpec named(String name, String description) {
        spec = CommandSpec.wrapWithoutInspection(this).name(name).mixinStandardHelpOptions(true);
        spec.usageMessage().description(description);
        return spec.addOption(OptionSpec.builder("--data-dir")
                .type(String.class)
                .arity("1")
                .paramLabel("DIR")
                .description("Where the key files are. Default: the working directory.")
                .build());
    }

    @Override
    public Integer call() {
        String directory = spec.findOption("--data-dir").getValue();
        Path where = directory == null ? workingDirectory : workingDirectory.resolve(directory);
        return action.applyAsInt(new KeyFiles(where), spec.commandLine().getOut());
    }

    private static int generate(KeyFiles files, PrintWriter out) {
        if (files.load().isPresent()) {
            throw new IllegalStateException(files.secretFile() + ": exists already; it is never overwritten");
        }
        ServerKeyPair pair = files.loadOrCreate();
        out.println(pair.publicKeyBase64());
        return 0;
    }

    private static int show(KeyFiles files, PrintWriter out) {
        out.println(existing(files).publicKeyBase64());
        return 0;
    }

    private static int validate(KeyFiles files, PrintWriter out) {
        out.println(files.secretFile() + " and " + files.publicFile() + " belong together: "
                + existing(files).publicKeyBase64());
        return 0;
    }

    private static ServerKeyPair existing(KeyFiles files) {
        Optional<ServerKeyPair> pair = files.load();
        return pair.orElseThrow(() -> new IllegalStateException(
                files.secretFile() + ": no such file; 'fairlead keys generate' makes a key pair"));
    }
}
