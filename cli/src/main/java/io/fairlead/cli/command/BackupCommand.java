package io.fairlead.cli.command;

import io.fairlead.cluster.enrolment.EnrolmentFile;
import io.fairlead.cluster.peer.DatabaseCopy;
import io.fairlead.cluster.peer.DatabaseLocation;
import io.fairlead.protocol.crypto.KeyFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code backup}: copies what a server that is alone cannot do without, while it runs. */
@Command(name = "backup", description = {
        "Copies a server's key files, databases and files of options into a new directory, while the server runs.",
        "A server can be started in the copy as it is."})
final class BackupCommand implements Callable<Integer> {
    private static final String OPTIONS = ".env";
    private static final String TOKENS = "admin_token";

    private final Path workingDirectory;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Of the server. Default: the working directory.")
    private Path dataDirectory = Path.of("");

    @Option(names = "--db-url", paramLabel = "FILE", description = "Its database. Default: db_v2.sqlite3.")
    private String database = "db_v2.sqlite3";

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "Is made; must not be there, or empty.")
    private Path target;

    BackupCommand(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    @Override
    public Integer call() throws IOException, SQLException {
        Path from = workingDirectory.resolve(dataDirectory);
        Path to = workingDirectory.resolve(target);
        KeyFiles keys = new KeyFiles(from);
        if (keys.load().isEmpty()) {
            throw new IOException(keys.secretFile() + ": no such file (expected: a server's data directory)");
        }
        makeEmpty(to);
        PrintWriter out = spec.commandLine().getOut();
        for (Path file : List.of(keys.secretFile(), keys.publicFile(), from.resolve(OPTIONS), from.resolve(TOKENS))) {
            if (Files.exists(file)) {
                // With its permissions: others must not read the secret key here either.
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
                out.println(file.getFileName());
            }
        }
        Path identities = DatabaseLocation.parse(database, from);
        // Identities last: a device may then be missing whose approval is there, but not the other way round.
        for (Path file : List.of(from.resolve(EnrolmentFile.NAME), identities)) {
            if (Files.exists(file)) {
                DatabaseCopy.copy(file, to.resolve(file.getFileName()));
                out.println(file.getFileName());
            }
        }
        return 0;
    }

    private static void makeEmpty(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> files = Files.list(directory)) {
            if (files.findAny().isPresent()) {
                throw new IOException(directory + ": is not empty (expected: a new directory)");
            }
        }
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
